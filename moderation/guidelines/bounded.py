"""Rules that a site added, tried under a bound of their own: whatever one of them is, it costs a text little.

The unit is one place visited by a pattern, about 0.1 microseconds. It is counted and not timed, so that the same
text gets the same answer on a busy machine.
"""

from __future__ import annotations

from collections.abc import Iterator

from .book import Rule
from .dispatch import Index, candidates
from .pattern import Match, Pattern, Step, match_at
from .split import Sentence, Text

A_WALK = 10  # units that any walk costs, however short its pattern is
DEAREST = 2_000  # units that one walk of an own pattern may cost
FOR_A_RULE = 60_000  # units of one rule over one text
FOR_ALL = 300_000  # units of all own rules together over one text
MOST = 20  # matches of one rule that are judged; one is enough to give advice


def cost(pattern: Pattern) -> int:
    """At most so many units one walk of this pattern takes, on any text."""
    return A_WALK + sum(_walk_cost(steps, 1)[0] for steps in (tuple(reversed(pattern.left)), pattern.right))


def _walk_cost(steps: tuple[Step, ...], width: int) -> tuple[int, int]:
    """(units, how many neighbouring words may be reached afterwards), beginning with `width` places."""
    units = 0
    for step in steps:
        if step.kind == "gap":
            units += width * (step.size + 1)
            width += step.size
        elif step.kind == "group":
            branches = [_walk_cost(option, width) for option in step.options]
            units += width + sum(spent for spent, _ in branches)
            width = max(reached for _, reached in branches) + max(map(_length, step.options))
        else:
            units += width
            width += step.optional
    return units, width


def _length(steps: tuple[Step, ...]) -> int:
    """The most words these steps may stand for."""
    return sum(_words_of(step) for step in steps)


def _words_of(step: Step) -> int:
    if step.kind == "group":
        return max(map(_length, step.options))
    return step.size if step.kind == "gap" else int(step.kind in ("word", "any"))


class Overspent(Exception):
    """A rule has spent what it may spend on one text."""


class Purse:
    """What the own rules may still spend on one text."""

    def __init__(self) -> None:
        self.left, self.spent, self.matched = FOR_ALL, dict[str, int](), dict[str, int]()

    def pay(self, rule: Rule, units: int) -> None:
        """Takes the units out. Raises Overspent when this rule, or all together, have spent what they may."""
        self.left -= units
        self.spent[rule.id] = self.spent.get(rule.id, 0) + units
        if self.left < 0 or self.spent[rule.id] > FOR_A_RULE:
            raise Overspent

    def has_enough(self, rule: Rule) -> bool:
        """Whether the rule has been judged often enough in this text."""
        return self.matched.get(rule.id, 0) >= MOST

    def note(self, rule: Rule) -> None:
        self.matched[rule.id] = self.matched.get(rule.id, 0) + 1


def bounded_matches(index: Index, costs: dict[str, int], text: Text, broken: set[str]) -> Iterator[tuple[Rule, Match]]:
    """Every match of the own rules. A rule that raises or spends too much is skipped and named in `broken`.

    `costs` holds the cost of each pattern by its source.
    """
    purse = Purse()
    for sentence in text.sentences if index else ():
        for pattern, rule in candidates(index, text, sentence):
            if rule.id in broken:
                continue
            try:
                for match in _walks(pattern, rule, costs[pattern.source], text, sentence, purse):
                    yield rule, match
            except Exception:  # also Overspent: whatever it was, this rule alone is skipped
                broken.add(rule.id)


def _walks(pattern: Pattern, rule: Rule, units: int, text: Text, sentence: Sentence, purse: Purse) -> Iterator[Match]:
    """The matches of one pattern in one sentence, while its rule has money left. Raises Overspent."""
    for at in range(sentence.first, sentence.last):
        if text.word[at] in pattern.anchor and not purse.has_enough(rule):
            purse.pay(rule, units)
            if match := match_at(pattern, text, at):
                purse.note(rule)
                yield match
