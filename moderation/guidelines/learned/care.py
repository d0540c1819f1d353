"""What all the words of a text weigh together, and the signs that rules found in it, towards danger or away from it.

Linear, and learned from our own texts alone: `python -m moderation.guidelines.learned.train_care`. ADR 17.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..split import Sentence, Text
from .concepts import Concepts, load_concepts

WEIGHTS = Path(__file__).parent / "weights"
_STEM = 5  # letters that longer words are known by
_FOUR = 4  # words; lengths are counted in fours
_LONGEST = 8  # fours
_NEAR = 5  # words among which two concepts stand beside each other
WORTH = 0.1  # what a sign that a rule found counts, however many words stand around it


@dataclass(frozen=True, slots=True)
class Lean:
    """Weights of words, of their groups, of what stands beside what, of whom it is about, and of signs. Log-odds.

    From `in_shares` or `in_replies` on words and signs show the card without a plain cue; a plain cue shows it from
    `cued` on. What is said to others is seldom about oneself: replies must weigh more.
    """

    bias: float
    scale: float
    in_shares: float
    in_replies: float
    cued: float
    weights: dict[str, int]
    concepts: Concepts
    most_of_frames: float  # what all frames together add at most

    def words(self, text: Text) -> float:
        """How much the words of the whole text sound like danger."""
        names = features(text, self.concepts)
        weigh = self.weights.get
        return self.bias + self.scale * sum([weigh(name, 0) for name in names]) / math.sqrt(len(names) or 1)

    def signs(self, names: Sequence[str]) -> float:
        """What the signs that rules found add to it, or take away."""
        weigh = self.weights.get
        return self.scale * WORTH * sum([weigh(name, 0) for name in names])

    def heaviest(self, text: Text) -> Sentence:
        """The sentence that weighs most: the passage that is shown as the reason."""
        weigh = self.weights.get
        return max(text.sentences, key=lambda one: sum(weigh(n, 0) for n in set(_seen(text, one, self.concepts))))


def features(text: Text, concepts: Concepts) -> list[str]:
    """The names of all that is seen in a text, each once and always in the same order."""
    return list(dict.fromkeys([name for one in text.sentences for name in _seen(text, one, concepts)]))


def _seen(text: Text, sentence: Sentence, concepts: Concepts) -> Iterator[str]:
    words = text.word[sentence.first : sentence.last]
    row = ["^", *words, "$"]
    yield from words
    yield from [f"{a} {b}" for a, b in itertools.pairwise(row)]
    yield from [f"{a} _ {b}" for a, b in zip(row, row[2:], strict=False)]
    yield from ["~" + word[:_STEM] for word in words if len(word) > _STEM]
    yield from _grouped(words, concepts)
    me, you, them = (not people.isdisjoint(sentence.words) for people in concepts.who)
    yield f"#who {me:d}{you:d}{them:d}{sentence.last in text.asks:d}"
    yield "#opens " + words[0]
    yield f"#fours {min(len(words) // _FOUR, _LONGEST)}"


def _grouped(words: list[str], concepts: Concepts) -> Iterator[str]:
    """The groups of the words, and which group stands shortly before which."""
    of = concepts.of.get
    met = [(at, groups) for at, word in enumerate(words) if (groups := of(word))]
    for place, (at, groups) in enumerate(met):
        yield from groups
        for near, others in itertools.islice(met, place + 1, place + _NEAR):
            if near - at >= _NEAR:
                break
            yield from [a + other for a in groups for other in others]


@lru_cache(maxsize=8)
def load_lean(language: str) -> Lean | None:
    """The weights of a language; None where there are none: the rules then decide alone."""
    try:
        values = json.loads((WEIGHTS / f"care-{language}.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return build_lean(values, language)


def build_lean(values: dict[str, Any], language: str) -> Lean:
    """From what stands in a weights' file."""
    frames = [max(0, weight) for name, weight in values["weights"].items() if name[0] == "!" and ":" not in name]
    return Lean(**values, concepts=load_concepts(language), most_of_frames=values["scale"] * WORTH * sum(frames))
