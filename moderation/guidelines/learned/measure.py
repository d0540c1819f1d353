"""The learning curve: what a quarter, half, three quarters and all of our texts are worth on the texts apart.

    python -m moderation.guidelines.learned.measure [--language en]

`found`: the judging sentence is above a threshold at which one look-alike or kind text in fifty is spoken to.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from ..book import load_book
from ..score import wilson
from ..split import split
from ..words import Words
from .corpus import JUDGING, Line, is_judging, texts_apart, texts_to_learn
from .model import Model
from .second import hear
from .train import eager, loudest

QUARTERS = 4
SPOKEN_TO = 0.02


def curve(lines: Sequence[Line], apart: Sequence[Line], words: Words) -> list[tuple[int, dict[str, list[bool]]]]:
    """For each quarter more: how many texts were learned from, and for each kind which were found."""
    steps = []
    for quarters in range(1, QUARTERS + 1):
        part = [line for line in lines if line.part(QUARTERS) < quarters]
        steps.append((len(part), _found(eager(part, words), apart, words)))
    return steps


def _found(model: Model, apart: Sequence[Line], words: Words) -> dict[str, list[bool]]:
    fine = sorted((loudest(line, model, words) for line in apart if line.kind not in JUDGING), reverse=True)
    limit = fine[int(len(fine) * SPOKEN_TO)]
    return {
        kind: [_passage_score(line, model, words) > limit for line in apart if line.kind == kind] for kind in JUDGING
    }


def _passage_score(line: Line, model: Model, words: Words) -> float:
    view = split(line.text, words)
    on_it = [heard.score for heard in hear(view, model, words) if is_judging(line, view, heard.sentence)]
    return max(on_it, default=float("-inf"))


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m moderation.guidelines.learned.measure", description=__doc__)
    parser.add_argument("--language", default="en")
    language = parser.parse_args(arguments).language
    for texts, kinds in curve(texts_to_learn(language), texts_apart(language), load_book(language).words):
        shown = []
        for kind, found in kinds.items():
            low, high = wilson(sum(found), len(found))
            shown.append(f"{kind} {sum(found)}/{len(found)} = {sum(found) / len(found):.1%} ({low:.1%} to {high:.1%})")
        print(f"{texts:>6} texts: {', '.join(shown)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
