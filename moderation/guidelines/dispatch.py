"""From words to the few rules that could apply: most patterns are never tried at all."""

from __future__ import annotations

from collections.abc import Iterator

from .book import Rule
from .pattern import Match, Pattern, match_at, stands_in
from .split import Sentence, Text

ALL = "reader"  # named in `broken` when the text used up the allowance of all rules
REACH = 8  # words before and after a passage in which an exception counts

Index = dict[str, tuple[tuple[Pattern, Rule], ...]]


def matches(index: Index, text: Text, allowance: int, broken: set[str]) -> Iterator[tuple[Rule, Match]]:
    """Every match of every rule, sentence by sentence.

    `allowance` is how many walks may be taken: it bounds the time of hostile texts, and being a number and no
    clock it keeps the result the same every time. Rules that raise are skipped and named in `broken`.
    """
    for sentence in text.sentences:
        for pattern, rule in candidates(index, text, sentence):
            for at in range(sentence.first, sentence.last):
                if text.word[at] not in pattern.anchor:
                    continue
                allowance -= 1
                if allowance < 0:
                    broken.add(ALL)
                    return
                try:
                    match = match_at(pattern, text, at)
                except Exception:  # a rule an admin wrote must never cost a member their post
                    broken.add(rule.id)
                    continue
                if match:
                    yield rule, match


def candidates(index: Index, text: Text, sentence: Sentence) -> Iterator[tuple[Pattern, Rule]]:
    """The patterns all of whose needs stand in the sentence, each once, in the order of the text."""
    present, seen = sentence.words, set()
    for word in dict.fromkeys(text.word[sentence.first : sentence.last]):
        for entry in index.get(word, ()):
            for need in entry[0].others:
                if need.isdisjoint(present):
                    break
            else:
                if id(entry) not in seen:
                    seen.add(id(entry))
                    yield entry


def occurs(patterns: tuple[Pattern, ...], text: Text, sentence: Sentence) -> bool:
    """Whether any of the patterns stands in the sentence."""
    return any(stands_in(pattern, text, sentence) for pattern in patterns)


def nearby(text: Text, match: Match) -> Sentence:
    """The words around a match, as far as an exception may reach."""
    first = max(text.first[match.begin], match.begin - REACH)
    last = min(text.last[match.begin], match.stop + REACH)
    return Sentence(first, last, frozenset(text.word[first:last]))
