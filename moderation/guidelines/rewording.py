"""Fill a rewording with what the writer said: *you should call your sister* -> *calling my sister*."""

from __future__ import annotations

import re

from .normalise import fold
from .pattern import Match
from .split import Text
from .words import Words

_LONGEST = 12  # words; a longer rest would make a clumsy sentence
_BLANK = re.compile(r"\{(doing|rest)\}")


def fill(templates: tuple[str, ...], match: Match, text: Text, words: Words) -> tuple[str, ...]:
    """The templates with their blanks filled; those whose blank cannot be filled well are left out.

    {rest} is what stands after the pattern's > up to the end of the clause, {doing} the same with its verb
    turned: "try yoga" -> "trying yoga". The templates without blanks always stay.
    """
    if not any("{" in template for template in templates):
        return templates
    values = _values(match, text, words)
    filled = [_fill_one(template, values) for template in templates if _can_fill(template, values)]
    return tuple(filled) or tuple(t for t in templates if "{" not in t)


def _can_fill(template: str, values: dict[str, str]) -> bool:
    return all(blank in values for blank in _BLANK.findall(template))


def _fill_one(template: str, values: dict[str, str]) -> str:
    return _BLANK.sub(lambda blank: values[blank.group(1)], template)


def _values(match: Match, text: Text, words: Words) -> dict[str, str]:
    begin = match.rest
    if begin < 0 or begin >= len(text.word):
        return {}
    stop = begin + 1
    while stop < len(text.word) and not text.pause[stop] and not text.opens[stop]:
        stop += 1
    rest = text.word[begin:stop]
    if not 1 <= len(rest) <= _LONGEST or words.possessive in rest or not all(w.isalpha() for w in rest):
        return {}
    mirrored = [words.mirror.get(word) or _as_typed(text, begin + i) for i, word in enumerate(rest)]
    mirrored[0] = words.turn_round(mirrored[0])
    values = {"rest": " ".join(mirrored)}
    if mirrored[0] in words.classes.get("act", ()):
        values["doing"] = " ".join([words.gerund(mirrored[0]), *mirrored[1:]])
    return values


def _as_typed(text: Text, at: int) -> str:
    """The word with its accents, where it was typed as one word and not as a short form of others."""
    typed = text.typed[text.start[at] : text.end[at]].lower()
    return typed if fold(typed)[0] == text.word[at] else text.word[at]
