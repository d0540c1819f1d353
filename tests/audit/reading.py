"""How hard a text is to read: the Flesch-Kincaid grade, roughly the school year in which one reads it with ease.

    0.39 * words per sentence + 11.8 * syllables per word - 15.59

Syllables are counted simply: groups of vowels, a silent e at the end left out. That is a little wrong for many words
and right enough over a page. Below `ENOUGH` words a grade says nothing and is None.
"""

import re
from collections.abc import Iterable

ENOUGH = 30
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
VOWELS = re.compile(r"[aeiouyáéíóúü]+")
ENDS = re.compile(r"[.!?…:;]+(?:\s|$)")


def grade(blocks: Iterable[str]) -> float | None:
    """The grade of some paragraphs, each of which ends its last sentence; None for fewer than ENOUGH words."""
    sentences = [words for block in blocks for words in map(WORD.findall, ENDS.split(block)) if words]
    words = [word for sentence in sentences for word in sentence]
    if len(words) < ENOUGH:
        return None
    syllables = sum(map(syllables_of, words))
    return round(0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59, 1)


def syllables_of(word: str) -> int:
    """At least one. `made` has one, `table` two, `coming` two."""
    small = word.lower()
    groups = len(VOWELS.findall(small))
    if small.endswith("e") and not small.endswith(("le", "ee", "ie", "oe", "ye")) and groups > 1:
        groups -= 1
    if small.endswith("ed") and not small.endswith(("ted", "ded", "eed", "ied")) and groups > 1:
        groups -= 1
    return max(1, groups)
