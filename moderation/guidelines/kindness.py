"""What is kind in a reply: a few patterns, one quiet line. It is no score, and nothing counts it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .book import RULES, load_book
from .dispatch import occurs
from .pattern import Pattern, compile_pattern
from .reader import LONGEST
from .split import split
from .words import Words


@dataclass(frozen=True, slots=True)
class Kindness:
    """One way of being kind, with the line that may answer it."""

    id: str
    line: str
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]


def kind_line(text: str, language: str = "en") -> str:
    """The line for the first kindness in a reply; "" when none is seen. Pure, like the reader."""
    view = split(text[:LONGEST], load_book(language).words)
    for kindness in _kindnesses(language):
        for sentence in view.sentences:
            if occurs(kindness.patterns, view, sentence) and not occurs(kindness.unless, view, sentence):
                return kindness.line
    return ""


@lru_cache(maxsize=8)
def _kindnesses(language: str) -> tuple[Kindness, ...]:
    """None for a language that has no such file."""
    path = RULES / language / "kindness.toml"
    if not path.is_file():
        return ()
    tables: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["kind"]
    words = load_book(language).words
    return tuple(_kindness(table, words) for table in tables)


def _kindness(table: dict[str, Any], words: Words) -> Kindness:
    patterns, unless = (_compiled(table[name], words) for name in ("patterns", "unless"))
    return Kindness(table["id"], table["line"], patterns, unless)


def _compiled(sources: list[str], words: Words) -> tuple[Pattern, ...]:
    return tuple(pattern for source in sources for pattern in compile_pattern(source, words))
