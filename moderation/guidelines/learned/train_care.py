"""Learn what words and signs weigh towards danger, from our own texts alone: one command, the same bytes every time.

    python -m moderation.guidelines.learned.train_care [--language en]

Reads learned/texts/care-LANGUAGE and replies from learned/texts/LANGUAGE, writes learned/weights/care-LANGUAGE.json.
The marks on the scale are read off scores that each text got from what was learned on the other four fifths.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..book import Book, load_book
from ..care import FEAR, signs_in
from ..split import Text, split
from .care import WEIGHTS, WORTH, build_lean, features
from .concepts import load_concepts
from .fit import fit

HERE = Path(__file__).parent
KIND = "00-"  # how the names of files with kind replies begin
COST, ROUNDS, AT_LEAST, FINE, FOLDS = 12.0, 12, 2, 60, 5
ONE_IN = 4  # of the replies written for the second reader so many are enough: more of them drown the veiled words
IN_SHARES = 0.05  # of ordinary shares without a plain cue, how many may show the card
IN_REPLIES = 0.006  # of replies without a plain cue, likewise
ODD = 2  # texts; however few there are, a mark is not set by one that is odd
# Of texts about danger with a plain cue, how many may go without the card. Where a language has learned from few texts,
# words hardly speak against its rules.
LOST = {"en": 0.035, "es": 0.0}
DANGER, SHARE, REPLY = "danger", "share", "reply"
ORDINARY = {"shares": SHARE, "kind-replies": REPLY}  # how the names of files begin in which nothing looks like danger


class Line(NamedTuple):
    """A text and what it is: danger to its author, an ordinary share, a reply; "" for what only looks like danger."""

    text: str
    what: str


class Sample(NamedTuple):
    """One text to learn from: what rules say about it, whether they alone would show the card, and the truth."""

    text: Text
    signs: tuple[str, ...]
    plain: bool
    what: str

    @property
    def danger(self) -> bool:
        return self.what == DANGER


Scored = tuple[float, Sample]


def lines_of(language: str) -> list[Line]:
    """Every text to learn from: about danger, the rules' own examples, and ordinary replies."""
    return [*_about_danger(language), *_examples(language), *_replies(language)]


def _about_danger(language: str) -> list[Line]:
    return [
        Line(line["text"], DANGER if line["care"] else _ordinary(path))
        for path in sorted(_folder(language).glob("*.jsonl"))
        for line in _lines(path)
    ]


def _ordinary(path: Path) -> str:
    return next((what for begin, what in ORDINARY.items() if path.stem.startswith(begin)), "")


def _examples(language: str) -> list[Line]:
    cues = load_book(language).cues
    found = [Line(text, "" if cue.kind == FEAR else DANGER) for cue in cues for text in cue.examples]
    return found + [Line(text, "") for cue in cues for text in cue.lookalikes]


def _replies(language: str) -> list[Line]:
    """All kind ones and some of the others: what is said to somebody, kindly or not, seldom tells of one's danger.

    A language without a second reader has the rulebook's examples.
    """
    found = []
    for path in sorted((HERE / "texts" / language).glob("*.jsonl")):
        for line in _lines(path):
            is_taken = path.stem.startswith(KIND) or zlib.crc32(line["text"].encode()) % ONE_IN == 0
            if line["role"] == REPLY and is_taken:
                found.append(Line(line["text"], REPLY))
    rules = [] if found else load_book(language).rules
    return found + [Line(text, REPLY) for rule in rules for text in (*rule.examples, *rule.lookalikes)]


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
        lean = build_lean({**apart, "in_shares": 0.0, "in_replies": 0.0, "cued": 0.0}, language)
        for at, one in enumerate(cut):
            if parts[at] == fold:
                scores[at] = lean.words(one.text) + lean.signs(one.signs)
    return scores


def train(language: str) -> dict[str, Any]:
    """The whole content of a weights' file."""
    book, concepts = load_book(language), load_concepts(language)
    beside = set(texts_beside(language))
    cut = [_sample(line, book, is_beside=line.text in beside) for line in lines_of(language)]
    seen = [features(one.text, concepts) for one in cut]
    scored = list(zip(cross_validated(cut, seen, language), cut, strict=True))
    return {**learn(cut, seen), **_marks(scored, LOST[language])}


def _sample(line: Line, book: Book, *, is_beside: bool) -> Sample:
    text = split(line.text, book.words)
    signs, plain = ((), False) if is_beside else signs_in(text, book)
    return Sample(text, signs, plain, line.what)


def _marks(scored: Sequence[Scored], lost: float) -> dict[str, float]:
    """From which score on the card is shown: in shares, in replies, and where a plain cue was found."""
    cued = sorted(score for score, one in scored if one.danger and one.plain)
    return {
        "in_shares": round(_passed_by(scored, SHARE, IN_SHARES), 3),
        "in_replies": round(_passed_by(scored, REPLY, IN_REPLIES), 3),
        "cued": round(cued[int(len(cued) * lost)], 3),
    }


def _passed_by(scored: Sequence[Scored], what: str, share: float) -> float:
    """The score above which this share of such texts lies. Where a language has none, of all its safe ones."""
    calm = [(score, one.what) for score, one in scored if not one.danger and not one.plain]
    alike = sorted((score for score, kind in calm if kind == what), reverse=True)
    alike = alike or sorted((score for score, _ in calm), reverse=True)
    return alike[max(ODD, int(len(alike) * share))]


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m moderation.guidelines.learned.train_care", description=__doc__)
    parser.add_argument("--language", default="en")
    language = parser.parse_args(arguments).language
    values = train(language)
    path = WEIGHTS / f"care-{language}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(values, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    marks = ", ".join(f"{name} {values[name]}" for name in ("cued", "in_shares", "in_replies"))
    print(f"{len(values['weights'])} weights in {path.name}; {marks}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
