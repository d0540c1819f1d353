"""What all the words of a text weigh together, where danger is said in words that no rule knows.

Linear, and learned from our own texts alone: `python -m moderation.guidelines.learned.train_care`. It never decides
against plain words unless it is very sure, and where nobody speaks of themselves it is not asked. ADR 17.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..split import Sentence, Text

WEIGHTS = Path(__file__).parent / "weights"
_STEM = 5  # letters that longer words are known by
_FOUR = 4  # words; lengths are counted in fours
_LONGEST = 8  # fours
_SELF = frozenset("i me my mine myself we us our".split())
_YOU = frozenset("you your yours yourself".split())
_THEM = frozenset("he she they him her his them their".split())


@dataclass(frozen=True, slots=True)
class Lean:
    """Weights of single words, pairs, and who is spoken of. Scores are log-odds.

    From `begins` to `enough` a score grows from no weight to that of a plain cue; under `calm` cues weigh less.
    """

    bias: float
    scale: float
    begins: float
    enough: float
    calm: float
    weights: dict[str, int]

    def score(self, text: Text) -> float:
        """How much the whole text sounds like danger."""
        names = features(text)
        weigh = self.weights.get
        return self.bias + self.scale * sum([weigh(name, 0) for name in names]) / math.sqrt(len(names) or 1)

    def weight(self, score: float) -> float:
        """What a score adds to the cues: 0 to 1."""
        return max(0.0, min(1.0, (score - self.begins) / (self.enough - self.begins)))

    def heaviest(self, text: Text) -> Sentence:
        """The sentence that weighs most: the passage that is shown as the reason."""
        return max(text.sentences, key=lambda one: sum(self.weights.get(name, 0) for name in set(_seen(text, one))))


def features(text: Text) -> list[str]:
    """The names of all that is seen in a text, each once and always in the same order."""
    return list(dict.fromkeys(name for sentence in text.sentences for name in _seen(text, sentence)))


def _seen(text: Text, sentence: Sentence) -> Iterator[str]:
    words = text.word[sentence.first : sentence.last]
    row = ["^", *words, "$"]
    yield from words
    yield from [f"{a} {b}" for a, b in itertools.pairwise(row)]
    yield from [f"{a} _ {b}" for a, b in zip(row, row[2:], strict=False)]
    yield from ["~" + word[:_STEM] for word in words if len(word) > _STEM]
    me, you, them = (not people.isdisjoint(sentence.words) for people in (_SELF, _YOU, _THEM))
    yield f"#who {me:d}{you:d}{them:d}{sentence.last in text.asks:d}"
    yield "#opens " + words[0]
    yield f"#fours {min(len(words) // _FOUR, _LONGEST)}"


@lru_cache(maxsize=8)
def load_lean(language: str) -> Lean | None:
    """The weights of a language; None where there are none: the rules then decide alone."""
    try:
        values = json.loads((WEIGHTS / f"care-{language}.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Lean(**values)
