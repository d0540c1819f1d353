"""The weights, and what they say about one sentence. All sums are of whole numbers: their order changes nothing."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .features import parts

WEIGHTS = Path(__file__).parent / "weights"
_ZERO = ord("M")  # a category's weight is one letter: M is nothing, L speaks against it, N for it
_MOST_NAMED = 3  # words or pairs of words that are named as the reason


@dataclass(frozen=True, slots=True)
class Model:
    """Linear: a sentence judges when the weights of what it holds, over the root of how much it holds, are high.

    `tip` is the score from which a tip is given.
    """

    bias: float
    scale: float
    tip: float
    categories: tuple[int, ...]
    weights: dict[str, int]
    about: dict[str, str]
    tilt: tuple[float, ...]  # of each category, before anything is read
    spread: float

    def score(self, names: list[str]) -> float:
        """How much a sentence sounds like judging: a log-odds, 0 where it is as likely as not."""
        weigh = self.weights.get
        total = sum([weigh(name, 0) for name in names])
        return self.bias + self.scale * total / math.sqrt(len(names))

    def ranked(self, names: list[str]) -> list[tuple[int, float]]:
        """The categories, the one that fits a judging sentence best first, and how far (log-odds) each is behind it."""
        sums = [0] * len(self.categories)
        for name in names:
            for place, letter in enumerate(self.about.get(name, "")):
                sums[place] += ord(letter) - _ZERO
        root = math.sqrt(len(names))
        scores = [tilt + self.spread * one / root for tilt, one in zip(self.tilt, sums, strict=True)]
        best = max(scores)
        return sorted(zip(self.categories, [best - one for one in scores], strict=True), key=lambda one: one[1])

    def heaviest(self, names: Iterable[str]) -> tuple[str, ...]:
        """The words, alone or side by side, that weighed most, heaviest first; … stands for a word between."""
        said = sorted((-self.weights.get(name, 0), name) for name in names if parts(name))
        shown = dict.fromkeys(
            name.strip(" ^$?").replace(" _ ", " … ").strip("_ ") for weight, name in said if weight < 0
        )
        return tuple(shown)[:_MOST_NAMED]

    def shares(self, names: Iterable[str]) -> dict[str, float]:
        """What every word of a sentence added to its score."""
        shares: dict[str, float] = {}
        for name in names:
            weight, words = self.weights.get(name, 0), parts(name)
            for word in words:
                shares[word] = shares.get(word, 0.0) + weight / len(words)
        return shares


@lru_cache(maxsize=8)
def load_model(language: str) -> Model | None:
    """The weights of a language; None where there are none, or where the file cannot be read."""
    try:
        values = json.loads((WEIGHTS / f"{language}.json").read_text(encoding="utf-8"))
        return model_from(values)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def model_from(values: dict[str, Any]) -> Model:
    """A Model from what was read of its file. Raises KeyError, TypeError or ValueError for anything else."""
    numbers = {name: float(values[name]) for name in ("bias", "scale", "tip", "spread")}
    return Model(
        **numbers,
        categories=tuple(values["categories"]),
        tilt=tuple(values["tilt"]),
        weights=dict(values["weights"]),
        about=dict(values["about"]),
    )


def letter(weight: int) -> str:
    """A small whole number as one letter."""
    return chr(_ZERO + max(-12, min(13, weight)))
