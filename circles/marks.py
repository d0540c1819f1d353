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


def with_wording(words: str, findings: Sequence[Finding], chosen: int, wording: int) -> tuple[str, list[Finding]]:
    """The text with one finding's words replaced by one of its rewordings, and the findings that are left, moved along.

    `chosen` and `wording` count from 0. Raises IndexError when there is no such finding or rewording.
    """
    finding = findings[chosen]
    kinder = finding.rewordings[wording]
    longer = len(kinder) - (finding.end - finding.start)
    left = [
        replace(one, start=one.start + longer, end=one.end + longer) if one.start >= finding.end else one
        for one in findings
        if one.end <= finding.start or one.start >= finding.end
    ]
    return words[: finding.start] + kinder + words[finding.end :], left
