"""The pattern language of the rules, compiled to a matcher whose cost is bounded.

A pattern is words with spaces between them, matched inside one sentence:

    word            exactly this word (a contraction is opened first: don't -> do not)
    word~           any form of the verb: stop~ -> stop, stops, stopped, stopping
    one|two|@name   one of these words, or of a class in words.toml
    (get over|drop) one of these sequences; groups may stand inside groups, where | parts whole sequences
    ...?            the element before the question mark may be missing
    *3              up to three words, whatever they are
    _               exactly one word
    ^  ^^  $        start of a clause; start of a sentence; end of a clause
    !word|@name     the next word is none of these
    >               what follows up to the end of the clause may be used in a rewording
    ??              the sentence is a question

There is no recursion over the text and no backtracking: a pattern walks with the *set* of places it may have
reached, so its cost is at most its length times the words its gaps may cross.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from .normalise import fold
from .split import STRONG, Sentence, Text
from .words import Words

LONGEST_GAP = 14
LONGEST_PATTERN = 60  # elements
MOST_BRANCHES = 200  # patterns that one is opened into
_PIECE = re.compile(r"\(|\)\??|\||\*\d+|\?\?|\^\^?|\$|>|![^\s()]+|[^\s()|]+(?:\|[^\s()|]+)*")


class PatternError(ValueError):
    """A pattern that cannot be compiled; the message says why, in words for its writer."""


class Step(NamedTuple):
    """One element: `kind` is word, any, gap, group, or one of the marks ^ ^^ $ ! > ??.

    `heads` and `tails` of a group hold the words that one of its options must begin and end with; None when an
    option may begin or end otherwise.
    """

    kind: str
    words: frozenset[str] = frozenset()
    size: int = 0
    options: tuple[tuple[Step, ...], ...] = ()
    optional: bool = False
    heads: frozenset[str] | None = None
    tails: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern: the anchor words start it, the rest is walked left and right of the anchor.

    `needs` are sets of words of which a sentence must hold at least one each, the rarest set first; they let
    nearly every pattern be passed over without a walk. `others` are all but the first: the index looks after that.
    """

    source: str
    needs: tuple[frozenset[str], ...]
    anchor: frozenset[str]
    left: tuple[Step, ...]  # in reading order; walked backwards
    right: tuple[Step, ...]
    others: tuple[frozenset[str], ...]


class Match(NamedTuple):
    """The words from `begin` up to `stop`, and where the captured rest begins (-1 for none)."""

    begin: int
    stop: int
    rest: int


def compile_pattern(source: str, words: Words) -> list[Pattern]:
    """The pattern as one or more compiled patterns (groups at its anchor are opened)."""
    steps = _Parser(source, words).steps()
    found = [_anchored(source, branch, words) for branch in islice(_branches(steps), MOST_BRANCHES + 1)]
    if len(found) > MOST_BRANCHES:
        raise PatternError(f"A pattern needs a word outside of its brackets, or fewer of them: {source}")
    return found


class _Parser:
    """Reads one pattern from left to right."""

    def __init__(self, source: str, words: Words) -> None:
        self.source, self.words = source, words
        self.tokens = _tokens(fold(source)[0])  # accents may be written; texts are read without them
        self.at = 0

    def steps(self) -> tuple[Step, ...]:
        found = self._sequence()
        if self.at < len(self.tokens):
            raise PatternError(f"A bracket is missing before {self.tokens[self.at]!r} in: {self.source}")
        if not found or len(found) > LONGEST_PATTERN:
            raise PatternError(f"A pattern needs 1 to {LONGEST_PATTERN} elements: {self.source}")
        return found

    def _sequence(self) -> tuple[Step, ...]:
        found: list[Step] = []
        while self.at < len(self.tokens) and self.tokens[self.at][0] not in ")|":
            piece = self.tokens[self.at]
            self.at += 1
            found.extend(self._group() if piece == "(" else self._single(piece))
        return tuple(found)

    def _group(self) -> list[Step]:
        options = [self._sequence()]
        while self.at < len(self.tokens) and self.tokens[self.at] == "|":
            self.at += 1
            options.append(self._sequence())
        if self.at >= len(self.tokens):
            raise PatternError(f"A bracket is not closed in: {self.source}")
        optional = self.tokens[self.at] == ")?"
        self.at += 1
        return [_united(options, optional)]

    def _single(self, piece: str) -> list[Step]:
        if piece in ("^", "^^", "$", ">", "??"):
            return [Step(piece)]
        if piece == "_":
            return [Step("any")]
        if piece[0] == "*":
            return [Step("gap", size=_gap(piece, self.source))]
        if piece[0] == "!":
            return [Step("!", words=self._set(piece[1:]))]
        optional = piece.endswith("?")
        return self._words(piece.rstrip("?"), optional)

    def _words(self, piece: str, optional: bool) -> list[Step]:
        options = [self.words.parts.get(item, (item,)) for item in piece.split("|")]
        if all(len(option) == 1 for option in options):
            return [Step("word", words=self._set("|".join(o[0] for o in options)), optional=optional)]
        sequences = tuple(tuple(Step("word", words=self._set(w)) for w in option) for option in options)
        if len(sequences) == 1 and not optional:
            return list(sequences[0])
        return [Step("group", options=sequences, optional=optional)]

    def _set(self, items: str) -> frozenset[str]:
        found: set[str] = set()
        for item in items.split("|"):
            if item.startswith("@") and item[1:] not in self.words.classes:
                raise PatternError(f"There is no class {item} in words.toml: {self.source}")
            if item.startswith("@"):
                found |= self.words.classes[item[1:]]
            else:
                found |= self.words.forms(item[:-1]) if item.endswith("~") else {item}
        self.words.known |= found
        return frozenset(found)


def _tokens(source: str) -> list[str]:
    """The elements of a pattern. Inside brackets | parts whole sequences, outside it parts single words."""
    found: list[str] = []
    depth = 0
    for piece in _PIECE.findall(source):
        depth += (piece == "(") - (piece in (")", ")?"))
        if depth and "|" in piece[1:] and not piece.startswith("!"):
            found.extend(part for part in re.split(r"(\|)", piece) if part)
        else:
            found.append(piece)
    return found


def _united(options: list[tuple[Step, ...]], optional: bool) -> Step:
    """A group whose one-word options are joined to a single set of words."""
    single = [o[0] for o in options if len(o) == 1 and o[0].kind == "word" and not o[0].optional]
    longer = [o for o in options if not (len(o) == 1 and o[0].kind == "word" and not o[0].optional)]
    joined = Step("word", words=frozenset().union(*(step.words for step in single)), optional=optional)
    if not longer:
        return joined
    all_options = tuple([(joined._replace(optional=False),)] if single else []) + tuple(longer)
    heads, tails = (_edge(all_options, at) for at in (0, -1))
    return Step("group", options=all_options, optional=optional, heads=heads, tails=tails)


def _edge(options: tuple[tuple[Step, ...], ...], at: int) -> frozenset[str] | None:
    """The words one of which every option has at its edge (`at` is 0 or -1); None when one has none."""
    edges = [_edge_words(option[at], at) if option else None for option in options]
    return None if None in edges else frozenset().union(*(edge for edge in edges if edge is not None))


def _edge_words(step: Step, at: int) -> frozenset[str] | None:
    if step.optional:
        return None
    if step.kind == "word":
        return step.words
    return (step.heads, step.tails)[at] if step.kind == "group" else None


def _gap(piece: str, source: str) -> int:
    size = int(piece[1:]) if piece[1:].isdecimal() else LONGEST_GAP + 1
    if size > LONGEST_GAP:
        raise PatternError(f"A gap may span at most {LONGEST_GAP} words: {source}")
    return size


def _branches(steps: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    """Open the first required group when no plain word could serve as anchor. One by one: there could be very many."""
    group = next((i for i, step in enumerate(steps) if step.kind == "group" and not step.optional), None)
    if group is None or any(step.kind == "word" and not step.optional for step in steps):
        yield steps
        return
    for option in steps[group].options:
        yield from _branches(steps[:group] + option + steps[group + 1 :])


def _anchored(source: str, steps: tuple[Step, ...], words: Words) -> Pattern:
    required = [i for i, step in enumerate(steps) if step.kind == "word" and not step.optional]
    if not required:
        raise PatternError(f"A pattern needs at least one required word: {source}")
    anchor = min(required, key=lambda i: _rate(steps[i].words, words))
    needs = sorted((need for step in steps if (need := _need(step, words))), key=lambda n: _rate(n, words))
    return Pattern(source, tuple(needs), steps[anchor].words, steps[:anchor], steps[anchor + 1 :], tuple(needs[1:]))


def _rate(group: frozenset[str], words: Words) -> float:
    """How often, in a thousand words, one of these is met."""
    return sum(words.common.get(word, 0.02) for word in group)


def _need(step: Step, words: Words) -> frozenset[str]:
    """Words of which one must be there for this element to match; empty when nothing must."""
    if step.optional or step.kind not in ("word", "group"):
        return frozenset()
    if step.kind == "word":
        return step.words
    options = []
    for option in step.options:
        needs = [need for one in option if (need := _need(one, words))]
        if not needs:
            return frozenset()
        options.append(min(needs, key=lambda n: _rate(n, words)))
    return frozenset().union(*options)


def stands_in(pattern: Pattern, text: Text, sentence: Sentence) -> bool:
    """Whether the pattern stands anywhere in one sentence."""
    present, word, anchor = sentence.words, text.word, pattern.anchor
    for need in pattern.needs:
        if need.isdisjoint(present):
            return False
    places = range(sentence.first, sentence.last)
    return any(word[at] in anchor and match_at(pattern, text, at) is not None for at in places)


def match_at(pattern: Pattern, text: Text, at: int) -> Match | None:
    """The pattern with its anchor on word `at`, or None. Shortest to the left, longest to the right."""
    begins, stops = {at}, {at + 1}
    rests: list[int] = []
    if pattern.left:
        begins = _walk(pattern.left, begins, text, text.first[at], -1, rests)
        if not begins:
            return None
    if pattern.right:
        stops = _walk(pattern.right, stops, text, text.last[at], 1, rests)
        if not stops:
            return None
    return Match(max(begins), max(stops), rests[-1] if rests else -1)


def _walk(steps: tuple[Step, ...], places: set[int], text: Text, bound: int, way: int, rests: list[int]) -> set[int]:
    """The places reachable through all steps; `way` is 1 to the right, -1 to the left of the anchor."""
    for step in steps if way > 0 else reversed(steps):
        moved = _move(step, places, text, bound, way, rests)
        places = moved | places if step.optional else moved
        if not places:
            return places
    return places


def _move(step: Step, places: set[int], text: Text, bound: int, way: int, rests: list[int]) -> set[int]:
    kind = step.kind
    if kind == "word":
        word, wanted = text.word, step.words
        if way > 0:
            return {p + 1 for p in places if p < bound and word[p] in wanted}
        return {p - 1 for p in places if p > bound and word[p - 1] in wanted}
    if kind == "gap":
        return _leap(places, step.size, bound, way)
    if kind == "any":
        return {p + way for p in places if p != bound}
    if kind == "group":
        return _branch(step, places, text, bound, way, rests)
    if kind == ">":
        rests.append(min(places))
        return places
    return {p for p in places if _stands(step, text, p)}


def _branch(step: Step, places: set[int], text: Text, bound: int, way: int, rests: list[int]) -> set[int]:
    """The places behind any option. Most options are passed over by the one word they would have to meet."""
    word = text.word
    if way > 0 and step.heads is not None:
        places = {p for p in places if p < bound and word[p] in step.heads}
    elif way < 0 and step.tails is not None:
        places = {p for p in places if p > bound and word[p - 1] in step.tails}
    if not places:
        return places
    return {p for option in step.options for p in _walk(option, places, text, bound, way, rests)}


def _leap(places: set[int], size: int, bound: int, way: int) -> set[int]:
    if way > 0:
        return {q for p in places for q in range(p, min(p + size, bound) + 1)}
    return {q for p in places for q in range(max(p - size, bound), p + 1)}


def _stands(step: Step, text: Text, at: int) -> bool:
    """Whether a mark holds between the words `at - 1` and `at`."""
    count = len(text.word)
    if step.kind == "^":
        return at < count and text.opens[at] > 0
    if step.kind == "^^":
        return at < count and text.opens[at] == STRONG
    if step.kind == "$":
        return at >= count or text.pause[at] > 0 or text.opens[at] > 0
    if step.kind == "??":
        return text.last[min(at, count) - 1] in text.asks
    return at >= count or text.pause[at] > 1 or text.word[at] not in step.words
