"""What is said about a sentence of a category: the reason, kinder wordings, and where nothing is said."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

UNSURE = 0  # the number of what is said when the category is not clear
ADVICE = Path(__file__).parent / "advice"


@dataclass(frozen=True, slots=True)
class Advice:
    """`silent`: the wishes ("listen", "ask", "ideas") with which this category is not spoken of."""

    category: int
    reason: str
    rewordings: tuple[str, ...]
    asking: tuple[str, ...]  # rewordings of a question
    silent: tuple[str, ...]


@lru_cache(maxsize=8)
def load_advice(language: str) -> dict[int, Advice]:
    """The advice of a language by category; empty where there is none."""
    path = ADVICE / f"{language}.toml"
    if not path.exists():
        return {}
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["advice"]
    return {table["category"]: _advice(table) for table in tables}


def _advice(table: dict[str, Any]) -> Advice:
    rewordings = tuple(table["rewordings"])
    asking, silent = tuple(table.get("asking", rewordings)), tuple(table.get("silent", ()))
    return Advice(table["category"], table["reason"], rewordings, asking, silent)
