"""Reading grades of words that no single page shows whole: those for a hard moment, and the rulebook's reasons."""

from collections.abc import Iterable
from dataclasses import dataclass

from moderation.guidelines import load_book
from tests.audit.reading import grade

FOR_A_HARD_MOMENT = ("hold", "care")


@dataclass(frozen=True)
class Graded:
    """`grade` is None for too few words; `goal` is the highest that is fine."""

    name: str
    grade: float | None
    goal: float

    @property
    def is_met(self) -> bool:
        return self.grade is None or self.grade <= self.goal


def graded(calm_words: Iterable[str], calm_goal: float, goal: float) -> list[Graded]:
    """`calm_words`: sentences of all pages about words that wait, are back or taken down, and of care."""
    book = load_book()
    reasons = [(rule.reason, {rule.level, *rule.levels.values()}) for rule in (*book.rules, *book.cues)]
    hard = [reason for reason, levels in reasons if levels & set(FOR_A_HARD_MOMENT)]
    other = [reason for reason, levels in reasons if not levels & set(FOR_A_HARD_MOMENT)]
    return [
        Graded("words of waiting, back, taken down and care on all pages", grade(dict.fromkeys(calm_words)), calm_goal),
        Graded("the rulebook's reasons of hold and care", grade(dict.fromkeys(hard)), calm_goal),
        Graded("the rulebook's reasons of tips and nudges", grade(dict.fromkeys(other)), goal),
    ]
