"""Words cut into marked and unmarked pieces, for the page to show which ones the reader means."""

from collections.abc import Iterable
from dataclasses import dataclass

from moderation.guidelines import Finding


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text as typed; `finding` when it is marked."""

    text: str
    finding: Finding | None = None


def marked(words: str, findings: Iterable[Finding]) -> list[Piece]:
    """The whole text in order. Where two findings overlap, the one that begins first keeps the words."""
    pieces, at = [], 0
    for finding in sorted(findings, key=lambda one: (one.start, one.end)):
        start, end = max(finding.start, at), min(finding.end, len(words))
        if start >= end:
            continue
        pieces += [Piece(words[at:start]), Piece(words[start:end], finding)]
        at = end
    return [piece for piece in [*pieces, Piece(words[at:])] if piece.text]
