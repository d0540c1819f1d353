"""Groups of words that can stand for each other in a sentence about danger: data, one file per language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..normalise import fold

FOLDER = Path(__file__).parent / "concepts"
PEOPLE = ("self", "you", "them")


@dataclass(frozen=True, slots=True)
class Concepts:
    """`of` names the groups of a word, @ before each; `who` holds the words for me, you and them, in this order."""

    of: dict[str, tuple[str, ...]]
    who: tuple[frozenset[str], ...]


@lru_cache(maxsize=8)
def load_concepts(language: str) -> Concepts:
    """The groups of a language; none where there is no file."""
    try:
        table = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Concepts({}, tuple(frozenset() for _ in PEOPLE))
    of: dict[str, tuple[str, ...]] = {}
    for name, group in {**table["concepts"], **table["who"]}.items():
        for word in fold(group)[0].split():
            of[word] = (*of.get(word, ()), f"@{name}")
    return Concepts(of, tuple(frozenset(fold(table["who"][name])[0].split()) for name in PEOPLE))
