"""Words cut into marked and unmarked pieces, for the page to show which ones the reader means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from moderation.guidelines import Finding


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text as typed; `finding` when it is marked, `number` its place among the findings, from 1."""

    text: str
    finding: Finding | None = None
    number: int = 0


def marked(words: str, findings: Iterable[Finding]) -> list[Piece]:
    """The whole text in order. Where two findings overlap, the one that begins first keeps the words."""
    pieces, at = [], 0
    for number, finding in sorted(enumerate(findings, 1), key=lambda one: (one[1].start, one[1].end)):
        start, end = max(finding.start, at), min(finding.end, len(words))
        if start >= end:
            continue
        pieces += [Piece(words[at:start]), Piece(words[start:end], finding, number)]
        at = end
    return [piece for piece in [*pieces, Piece(words[at:])] if piece.text]


def swap(words: str, finding: Finding, kinder: str) -> tuple[int, int]:
    """Which part of the text a rewording takes the place of.

    A whole sentence replaces the whole sentence around the marked words; a phrase replaces just them.
    """
    if not (kinder[:1].isupper() and kinder[-1:] in _ENDS):
        return finding.start, finding.end
    return sentence_around(words, finding.start, finding.end)


def sentence_around(words: str, start: int, end: int) -> tuple[int, int]:
    """From where to where the sentence reaches (or the sentences) in which these words stand."""
    before = max(words.rfind(mark, 0, start) for mark in _ENDS + "\n") + 1
    return before + len(words[before:start]) - len(words[before:start].lstrip()), _sentence_end(words, end)


_ENDS = ".!?…"


def _sentence_end(words: str, at: int) -> int:
    """Just after the sentence's last mark; before the line's end where there is none."""
    if at and words[at - 1] in _ENDS:
        return at
    while at < len(words) and words[at] not in _ENDS + "\n":
        at += 1
    while at < len(words) and words[at] in _ENDS:
        at += 1
    return at


def with_wording(words: str, findings: Sequence[Finding], chosen: int, wording: int) -> tuple[str, list[Finding]]:
    """The text with one finding's words replaced by one of its rewordings, and the findings that are left, moved along.

    `chosen` and `wording` count from 0. Raises IndexError when there is no such finding or rewording.
    """
    kinder = findings[chosen].rewordings[wording]
    start, end = swap(words, findings[chosen], kinder)
    longer = len(kinder) - (end - start)
    left = [
        replace(one, start=one.start + longer, end=one.end + longer) if one.start >= end else one
        for one in findings
        if one.end <= start or one.start >= end
    ]
    return words[:start] + kinder + words[end:], left
