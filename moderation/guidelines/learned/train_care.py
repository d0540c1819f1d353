"""Learn what words weigh towards danger, from our own texts alone: one command, the same bytes every time.

    python -m moderation.guidelines.learned.train_care [--language en]

Reads learned/texts/care-LANGUAGE, writes learned/weights/care-LANGUAGE.json. The three marks on the scale are read
off scores that each text got from what was learned on the other four fifths.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..book import load_book
from ..split import Text, split
from .care import WEIGHTS, Lean, features
from .fit import fit

HERE = Path(__file__).parent
COST, ROUNDS, AT_LEAST, FINE, FOLDS = 20.0, 8, 2, 100, 5
ALONE = 0.003  # of texts without danger, how many may have enough weight without any cue
REACH = 0.8  # log-odds below that in which a score adds to cues
CALM = 0.003  # of texts about danger, how many may score so low that their cues weigh less

Sample = tuple[Text, bool]


def samples(language: str) -> list[tuple[str, bool]]:
    """(text, is its author in danger) of every line, in the order of the files."""
    paths = sorted((HERE / "texts" / f"care-{language}").glob("*.jsonl"))
    lines = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [(line["text"], line["care"]) for line in lines]


def learn(cut: Sequence[Sample]) -> dict[str, Any]:
    """Bias, scale and whole-numbered weights."""
    seen = [features(text) for text, _ in cut]
    counts = Counter(name for names in seen for name in names)
    vocabulary = {name: at for at, name in enumerate(sorted(n for n, c in counts.items() if c >= AT_LEAST))}
    rows = [[vocabulary.get(name, -1) for name in names] for names in seen]
    fitted = fit(rows, [danger for _, danger in cut], len(vocabulary), COST, ROUNDS)
    step = max(map(abs, fitted[:-1])) / FINE
    whole = {name: round(fitted[at] / step) for name, at in vocabulary.items()}
    weights = {name: weight for name, weight in whole.items() if weight}
    return {"bias": round(fitted[-1], 4), "scale": round(step, 6), "weights": weights}


def cross_validated(texts: Sequence[tuple[str, bool]], cut: Sequence[Sample]) -> list[float]:
    """The score of each text by what was learned from the other parts."""
    parts = [zlib.crc32(text.encode()) % FOLDS for text, _ in texts]
    scores = [0.0] * len(cut)
    for fold in range(FOLDS):
        apart = learn([one for one, part in zip(cut, parts, strict=True) if part != fold])
        lean = Lean(**apart, begins=0.0, enough=1.0, calm=0.0)
        for at, (text, _) in enumerate(cut):
            if parts[at] == fold:
                scores[at] = lean.score(text)
    return scores


def train(language: str) -> dict[str, Any]:
    """The whole content of a weights' file."""
    words = load_book(language).words
    texts = samples(language)
    cut = [(split(text, words), danger) for text, danger in texts]
    scores = cross_validated(texts, cut)
    safe = sorted((s for s, (_, danger) in zip(scores, cut, strict=True) if not danger), reverse=True)
    dangers = sorted(s for s, (_, danger) in zip(scores, cut, strict=True) if danger)
    enough = round(safe[int(len(safe) * ALONE)], 3)
    marks = {"enough": enough, "begins": round(enough - REACH, 3), "calm": round(dangers[int(len(dangers) * CALM)], 3)}
    return {**learn(cut), **marks}


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m moderation.guidelines.learned.train_care", description=__doc__)
    parser.add_argument("--language", default="en")
    language = parser.parse_args(arguments).language
    values = train(language)
    path = WEIGHTS / f"care-{language}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(values, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    marks = ", ".join(f"{name} {values[name]}" for name in ("calm", "begins", "enough"))
    print(f"{len(values['weights'])} weights in {path.name}; {marks}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
