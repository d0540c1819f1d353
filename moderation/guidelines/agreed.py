"""Which line of a circle's own agreement speaks of a guideline: the words that people there said yes to."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

from .book import RULES

_LINE = re.compile(r"[^\n.!?]+[.!?]*")
_MARKS = re.compile(r"^[\s\-*•#>\d.)]+")
_WORD = re.compile(r"[^\W\d_]+")
LONGEST = 240  # characters; a longer line is no line to quote


@lru_cache(maxsize=8)
def _beginnings(language: str) -> dict[str, tuple[str, ...]]:
    """Beginnings of words for each guideline; none for a language that has no such file."""
    path = RULES / language / "agreed.toml"
    if not path.is_file():
        return {}
    table: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return {slug: tuple(words.split()) for slug, words in table.items()}


def agreed_line(agreement: str, slug: str, language: str = "en") -> str:
    """The sentence of the agreement that shares most words with the guideline; "" when none does."""
    best, most = "", 0
    for found in _LINE.findall(agreement):
        line = _MARKS.sub("", found).strip()
        score = _shared(line, _beginnings(language).get(slug, ()))
        if score > most and len(line) <= LONGEST:
            best, most = line, score
    return best


def _shared(line: str, beginnings: tuple[str, ...]) -> int:
    words = [word.casefold() for word in _WORD.findall(line)]
    return sum(any(word.startswith(beginning) for word in words) for beginning in beginnings)
