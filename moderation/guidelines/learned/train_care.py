"""Learn what words and signs weigh towards danger, from our own texts alone: one command, the same bytes every time.

    python -m moderation.guidelines.learned.train_care [--language en]

Reads learned/texts/care-LANGUAGE, writes learned/weights/care-LANGUAGE.json. The two marks on the scale are read
off scores that each text got from what was learned on the other four fifths.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..book import load_book
from ..care import FEAR, signs_in
from ..split import Text, split
from .care import WEIGHTS, WORTH, build_lean, features
from .concepts import load_concepts
from .fit import fit

HERE = Path(__file__).parent
COST, ROUNDS, AT_LEAST, FINE, FOLDS = 12.0, 6, 2, 200, 5
ALONE = 0.022  # of texts without danger and without a plain cue, how many may show the card
LOST = 0.01  # of texts about danger with a plain cue, how many may go without the card


class Sample(NamedTuple):
    """One text to learn from: what rules say about it, whether they alone would show the card, and the truth."""

    text: Text
    signs: tuple[str, ...]
    plain: bool
    danger: bool


def samples(language: str) -> list[tuple[str, bool]]:
    """(text, is its author in danger) of every line, in the order of the files, and of the rules' own examples."""
    lines = [line for path in sorted(_folder(language).glob("*.jsonl")) for line in _lines(path)]
    cues = load_book(language).cues
    examples = [(text, cue.kind != FEAR) for cue in cues for text in cue.examples]
    lookalikes = [(text, False) for cue in cues for text in cue.lookalikes]
    return [(line["text"], line["care"]) for line in lines] + examples + lookalikes


def texts_beside(language: str) -> list[str]:
    """Texts that rules were written beside: what the rules say of them says nothing about their worth elsewhere."""
    examples = [text for cue in load_book(language).cues for text in (*cue.examples, *cue.lookalikes)]
    return examples + [line["text"] for line in _lines(_folder(language) / "beside-the-rules.jsonl")]


def _folder(language: str) -> Path:
    return HERE / "texts" / f"care-{language}"


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def learn(cut: Sequence[Sample], seen: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Bias, scale and whole-numbered weights; `seen` are the features of the samples."""
    counts = Counter(name for names in seen for name in names)
    counts.update(name for one in cut for name in one.signs)
    vocabulary = {name: at for at, name in enumerate(sorted(n for n, c in counts.items() if c >= AT_LEAST))}
    rows = [[vocabulary.get(name, -1) for name in names] for names in seen]
    marks = [[vocabulary[name] for name in one.signs if name in vocabulary] for one in cut]
    fitted = fit(rows, [one.danger for one in cut], len(vocabulary), COST, ROUNDS, marks, WORTH)
    step = max(map(abs, fitted[:-1])) / FINE
    whole = {name: round(fitted[at] / step) for name, at in vocabulary.items()}
    weights = {name: weight for name, weight in whole.items() if weight}
    return {"bias": round(fitted[-1], 4), "scale": round(step, 6), "weights": weights}


def cross_validated(cut: Sequence[Sample], seen: Sequence[Sequence[str]], language: str) -> list[float]:
    """The score of each text by what was learned from the other parts."""
    parts = [zlib.crc32(one.text.typed.encode()) % FOLDS for one in cut]
    scores = [0.0] * len(cut)
    for fold in range(FOLDS):
        others = [at for at, part in enumerate(parts) if part != fold]
        apart = learn([cut[at] for at in others], [seen[at] for at in others])
        lean = build_lean({**apart, "alone": 0.0, "cued": 0.0}, language)
        for at, one in enumerate(cut):
            if parts[at] == fold:
                scores[at] = lean.words(one.text) + lean.signs(one.signs)
    return scores


def train(language: str) -> dict[str, Any]:
    """The whole content of a weights' file."""
    book, concepts = load_book(language), load_concepts(language)
    texts = [(split(text, book.words), danger) for text, danger in samples(language)]
    beside = set(texts_beside(language))
    cut = [
        Sample(text, *(((), False) if text.typed in beside else signs_in(text, book)), danger) for text, danger in texts
    ]
    seen = [features(one.text, concepts) for one in cut]
    scored = list(zip(cross_validated(cut, seen, language), cut, strict=True))
    quiet = sorted((score for score, one in scored if not one.danger and not one.plain), reverse=True)
    cued = sorted(score for score, one in scored if one.danger and one.plain)
    marks = {"alone": round(quiet[int(len(quiet) * ALONE)], 3), "cued": round(cued[int(len(cued) * LOST)], 3)}
    return {**learn(cut, seen), **marks}


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m moderation.guidelines.learned.train_care", description=__doc__)
    parser.add_argument("--language", default="en")
    language = parser.parse_args(arguments).language
    values = train(language)
    path = WEIGHTS / f"care-{language}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(values, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    marks = ", ".join(f"{name} {values[name]}" for name in ("cued", "alone"))
    print(f"{len(values['weights'])} weights in {path.name}; {marks}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
