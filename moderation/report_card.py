"""What became of each rule's findings: counts by outcome and week, and which rules cry wolf. No words anywhere."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation.models import RuleOutcome

Outcome = RuleOutcome.Outcome
WEEKS = 13
ENOUGH_DECIDED, WRONG_SHARE = 5, 0.4
ENOUGH_SHOWN, AS_IS_SHARE = 20, 0.8
ENOUGH_UNFIT = 10  # of tips nothing else is counted: they never stand in between
# The chart: its inside is WIDTH x HEIGHT units, one group of bars a week.
WIDTH, HEIGHT, GAP = 390, 120, 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One piece of a week's column, in units of the chart."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Week:
    begins: date
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Card:
    """One rule's last 13 weeks."""

    totals: dict[str, int]
    weeks: list[Week]

    @property
    def is_empty(self) -> bool:
        return not any(self.totals.values())

    @property
    def rows(self) -> list[tuple[str, int]]:
        return [(str(outcome.label), self.totals[outcome]) for outcome in Outcome]

    @property
    def bars(self) -> list[Bar]:
        """Columns of what was good advice, what was posted all the same, and what was wrong, from the ground up."""
        stacks = [_stack(week.counts) for week in self.weeks]
        highest = max((sum(stack.values()) for stack in stacks), default=0) or 1
        step, bars = WIDTH / WEEKS, []
        for place, stack in enumerate(stacks):
            ground = float(HEIGHT)
            for kind, number in stack.items():
                height = HEIGHT * number / highest
                ground -= height
                if number:
                    bars.append(Bar(kind, round(place * step + GAP / 2, 1), round(ground, 1), round(step - GAP, 1),
                                    round(height, 1)))  # fmt: skip
        return bars


def _stack(counts: dict[str, int]) -> dict[str, int]:
    return {
        "good": counts[Outcome.REWORDED] + counts[Outcome.UPHELD],
        "passed": counts[Outcome.AS_IS] + counts[Outcome.KEPT],
        "wrong": counts[Outcome.MISTAKEN],
    }


def card_of(rule: str) -> Card:
    """One query."""
    first = _first_day()
    rows = RuleOutcome.objects.filter(rule=rule, made_on__gte=first).values_list("made_on", "outcome")
    by_week: list[Counter[str]] = [Counter() for _week in range(WEEKS)]
    for made_on, outcome, number in rows.annotate(number=Count("pk")):
        by_week[min((made_on - first).days // 7, WEEKS - 1)][outcome] += number
    weeks = [
        Week(first + timedelta(weeks=place), {o.value: counts[o.value] for o in Outcome})
        for place, counts in enumerate(by_week)
    ]
    return Card({o.value: sum(counts[o.value] for counts in by_week) for o in Outcome}, weeks)


def _first_day() -> date:
    return timezone.localdate() - timedelta(days=7 * WEEKS - 1)


def totals() -> dict[str, dict[str, int]]:
    """By rule, how often each outcome was counted in these weeks. One query."""
    rows = RuleOutcome.objects.filter(made_on__gte=_first_day()).values_list("rule", "outcome")
    found: dict[str, dict[str, int]] = {}
    for rule, outcome, number in rows.annotate(number=Count("pk")):
        found.setdefault(rule, {o.value: 0 for o in Outcome})[outcome] = number
    return found


def why_noisy(counts: dict[str, int]) -> str:
    """Why this rule should rest for a while; empty when it need not."""
    wrong, decided = counts[Outcome.MISTAKEN], counts[Outcome.MISTAKEN] + counts[Outcome.UPHELD]
    if decided >= ENOUGH_DECIDED and wrong >= WRONG_SHARE * decided:
        said = _("Moderators called %(wrong)s of %(decided)s findings a false alarm.")
        return said % {"wrong": wrong, "decided": decided}
    kept, answered = counts[Outcome.AS_IS], counts[Outcome.AS_IS] + counts[Outcome.REWORDED]
    if answered >= ENOUGH_SHOWN and kept >= AS_IS_SHARE * answered:
        return _("%(kept)s of %(answered)s times the words were posted as they are.") % {
            "kept": kept,
            "answered": answered,
        }
    unfit = counts[Outcome.UNFIT]
    if unfit >= ENOUGH_UNFIT and unfit > counts[Outcome.REWORDED] + counts[Outcome.UPHELD]:
        return _("%(unfit)s times those who read it said that it did not fit.") % {"unfit": unfit}
    return ""
