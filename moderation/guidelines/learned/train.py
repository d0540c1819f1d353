"""Learn the second reader from our own texts alone: one command, the same bytes every time.

    python -m moderation.guidelines.learned.train [--language en]

Reads learned/texts/LANGUAGE, writes learned/weights/LANGUAGE.json. The threshold is chosen in five parts, each
judged by what was learned from the other four, so that false alarms stay within the budget below.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..book import load_book
from ..split import split
from ..words import Words
from .corpus import JUDGING, Line, Unit, digest_of_texts, texts_to_learn, units
from .fit import fit
from .model import WEIGHTS, Model, letter, model_from
from .second import hear

COST, ROUNDS = 10.0, 12
ABOUT_COST, ABOUT_ROUNDS = 20.0, 6
AT_LEAST = 3  # times that a feature has to occur
AT_LEAST_ABOUT = 5
MOST = 15_000  # features that are kept, those with the largest weights
FINE = 100  # steps of the largest weight
FOLDS = 5
BUDGET = {"kind": 0.012, "look-alike": 0.012}  # of the texts that judge nobody, how many may be spoken to


def learn(lines: Sequence[Line], words: Words) -> dict[str, Any]:
    """What the weights' file holds, but for the threshold: that is `inf` until it is chosen."""
    cut = units(lines, words)
    judging = [unit for unit in cut if unit.category]
    weights, bias, scale = _weights(cut, [unit.category > 0 for unit in cut], COST, ROUNDS, AT_LEAST)
    kept = sorted(weights, key=lambda name: (-abs(weights[name]), name))[:MOST]
    return {
        "bias": round(bias, 4),
        "scale": round(scale, 6),
        "tip": math.inf,
        **_about(judging),
        "weights": {name: weights[name] for name in sorted(kept)},
    }


def _weights(
    cut: Sequence[Unit], wanted: Sequence[bool], cost: float, rounds: int, at_least: int
) -> tuple[dict[str, int], float, float]:
    """Whole weights of the features that matter, the bias, and what one step of a weight is worth."""
    counts = Counter(name for unit in cut for name in unit.names)
    vocabulary = {name: at for at, name in enumerate(sorted(n for n, c in counts.items() if c >= at_least))}
    rows = [[vocabulary.get(name, -1) for name in unit.names] for unit in cut]
    fitted = fit(rows, wanted, len(vocabulary), cost, rounds)
    step = max(map(abs, fitted[:-1]), default=1.0) / FINE or 1.0
    whole = {name: round(fitted[at] / step) for name, at in vocabulary.items()}
    return {name: weight for name, weight in whole.items() if weight}, fitted[-1], step


def _about(judging: Sequence[Unit]) -> dict[str, Any]:
    """What tells the categories apart, one letter for each category."""
    judging = [replace(unit, names=tuple(n for n in unit.names if " _ " not in n)) for unit in judging]
    categories = sorted({unit.category for unit in judging})
    learned = [
        _weights(judging, [unit.category == category for unit in judging], ABOUT_COST, ABOUT_ROUNDS, AT_LEAST_ABOUT)
        for category in categories
    ]
    spread = max((step * max(map(abs, weights.values()), default=1) for weights, _, step in learned), default=1.0) / 12
    names = sorted({name for weights, _, _ in learned for name in weights})
    about = {
        name: "".join(letter(round(weights.get(name, 0) * step / spread)) for weights, _, step in learned)
        for name in names
    }
    silent = letter(0) * len(categories)
    return {
        "categories": categories,
        "tilt": [round(bias, 3) for _, bias, _ in learned],
        "spread": round(spread, 6),
        "about": {name: letters for name, letters in about.items() if letters != silent},
    }


def loudest(line: Line, model: Model, words: Words) -> float:
    """The highest score of a sentence of this text; -inf where all are silent."""
    scores = [heard.score for heard in hear(split(line.text, words), model, words)]
    return max(scores, default=-math.inf) if line.role == "reply" else -math.inf


def cross_validated(lines: Sequence[Line], words: Words) -> list[float]:
    """For each line the highest score given by what was learned from the other parts."""
    scores = [0.0] * len(lines)
    for fold in range(FOLDS):
        model = eager([line for line in lines if line.part(FOLDS) != fold], words)
        for at, line in enumerate(lines):
            if line.part(FOLDS) == fold:
                scores[at] = loudest(line, model, words)
    return scores


def eager(lines: Sequence[Line], words: Words) -> Model:
    """A model without a threshold: its guards look at every sentence."""
    return model_from(learn(lines, words) | {"tip": -math.inf})


def threshold(scores: Sequence[float], lines: Sequence[Line], budget: Mapping[str, float]) -> float:
    """The lowest score at which neither kind texts nor look-alikes are spoken to more often than the budget."""
    wanted = []
    for kind, share in budget.items():
        of_kind = sorted((s for s, line in zip(scores, lines, strict=True) if line.kind == kind), reverse=True)
        wanted.append(of_kind[int(len(of_kind) * share)] if of_kind else 0.0)
    return math.ceil(max(wanted) * 1000 + 1) / 1000


def train(lines: Sequence[Line], words: Words) -> tuple[dict[str, Any], list[float]]:
    """The whole content of a weights' file, and the cross-validated scores its threshold was chosen by."""
    scores = cross_validated(lines, words)
    values = learn(lines, words)
    values["tip"] = threshold(scores, lines, BUDGET)
    return values, scores


def as_bytes(values: dict[str, Any]) -> bytes:
    """The file, one feature a line, in the order of the alphabet."""
    return (json.dumps(values, ensure_ascii=False, indent=0, sort_keys=True) + "\n").encode()


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m moderation.guidelines.learned.train", description=__doc__)
    parser.add_argument("--language", default="en")
    chosen = parser.parse_args(arguments)
    lines, words = texts_to_learn(chosen.language), load_book(chosen.language).words
    values, scores = train(lines, words)
    path = WEIGHTS / f"{chosen.language}.json"
    path.write_bytes(as_bytes(values | {"texts": digest_of_texts(chosen.language)}))
    for kind in (*JUDGING, "look-alike", "kind"):
        of_kind = [s for s, line in zip(scores, lines, strict=True) if line.kind == kind]
        print(f"{kind:10} {len(of_kind):>5} texts, spoken to: {sum(s >= values['tip'] for s in of_kind):>5}")
    print(f"{path}: {path.stat().st_size:,} bytes, {len(values['weights']):,} weights")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
