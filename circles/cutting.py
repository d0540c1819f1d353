"""A text without its marked passages: what can be posted at once while a moderator would have to read the rest."""

from collections.abc import Iterable

from circles.marks import sentence_around
from moderation.guidelines import Finding
from peersupport.text import tidy


def without(words: str, findings: Iterable[Finding]) -> str:
    """The words without every sentence that holds one of these passages; may be empty.

    Whole sentences, for half of one would say what its author never said.
    """
    left, at = [], 0
    for start, end in sorted(sentence_around(words, finding.start, finding.end) for finding in findings):
        left.append(words[at : max(at, start)])
        at = max(at, end + len(words[end:]) - len(words[end:].lstrip(" ")))
    return tidy("".join([*left, words[at:]]))
