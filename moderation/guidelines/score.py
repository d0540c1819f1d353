"""Score the reader on sets of texts: what it finds, where it cries wolf, how long it takes.

    python -m moderation.guidelines.score [--show] [--json] [--only NAME] [--rules] FOLDER

FOLDER holds JSON-lines files (`id`, `text`, `label`, and where known `role`, `need`, `category`, `span`,
`subtle`); without it the environment variable LANGUAGE_DEV says where they are. Nothing is copied or kept.
Our own texts apart (`learned/apart`) are read as well, under the names `apart`, `fresh` and `other`; nothing was
learned from them, and the words of the last two are not to be worked on: their figures are read, no more.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import os
import time
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

from .book import Book, load_book
from .findings import RANK, Context, Guidance
from .learned.corpus import JUDGING, Line, texts_apart
from .reader import read

Row = dict[str, Any]
APART = Path(__file__).parent / "learned" / "apart"
PARTS = ("apart", "fresh", "other")  # of our own texts that nothing was learned from
UNREAD = (
    "held back",
    "fresh",
    "other",
)  # measures whose texts are not shown: whoever reads them would write rules for them


@dataclass(slots=True)
class Tally:
    """How many of how many, and which ones to show."""

    hits: int = 0
    total: int = 0
    show: list[str] = field(default_factory=list)

    def add(self, hit: bool) -> None:
        self.total += 1
        self.hits += hit

    def as_dict(self) -> dict[str, float]:
        low, high = wilson(self.hits, self.total)
        share = self.hits / self.total if self.total else 0.0
        return {
            "hits": self.hits,
            "total": self.total,
            "share": round(share, 5),
            "low": round(low, 5),
            "high": round(high, 5),
        }


def wilson(hits: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson's score interval); (0, 1) when nothing was counted."""
    if not total:
        return 0.0, 1.0
    p = hits / total
    centre = (p + z * z / (2 * total)) / (1 + z * z / total)
    reach = z * math.sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return max(0.0, centre - reach), min(1.0, centre + reach)


def touches(guidance: Guidance, row: Row) -> bool:
    """Whether a finding, at any level, lies on the passage that was marked (anywhere, if none was)."""
    passage = row.get("span")
    begin = row["text"].find(passage) if passage else 0
    stop = begin + len(passage) if passage else len(row["text"])
    return any(one.start < stop and one.end > begin for one in guidance.findings)


def context_of(row: Row) -> Context:
    """The context a row was written for; replies to nobody in particular where the set says nothing."""
    return Context(role=row.get("role") or "reply", need=row.get("need"))


class Scores:
    """All tallies of one run, by the name of the measure."""

    def __init__(self) -> None:
        self.tallies: dict[str, Tally] = defaultdict(Tally)
        self.milliseconds: list[float] = []

    def read_row(self, source: str, row: Row, book: Book) -> None:
        begin = time.thread_time()  # what this text cost; other people's work on the machine is not in it
        guidance = read(row["text"], context_of(row), book)
        self.milliseconds.append((time.thread_time() - begin) * 1000)
        for name, hit, wanted in _measures(source, row, guidance):
            self.tallies[name].add(hit)
            if hit != wanted:
                self.tallies[name].show.append(_describe(row, guidance))

    def times(self) -> dict[str, float]:
        ordered = sorted(self.milliseconds)
        at = {"median": len(ordered) // 2, "p99": int(len(ordered) * 0.99), "worst": len(ordered) - 1}
        return {name: round(ordered[place], 3) for name, place in at.items()}


def _measures(source: str, row: Row, guidance: Guidance) -> Iterator[tuple[str, bool, bool]]:
    """(name, what happened, what was wanted) for one text.

    A fifth of the suite is held back while rules are written: read its figures, never its texts.
    """
    if source in PARTS:
        yield from _measures_apart(source, row, guidance)
        return
    label, part = row["label"], ""
    if source == "suite":
        part = ", held back" if zlib.crc32(str(row["id"]).encode()) % 5 == 0 else ", worked on"
    if label == "ok":
        kind = "care look-alikes" if row.get("kind") and "category" not in row else "look-alikes"
        name = f"{source} {kind}" if source == "suite" else source
        yield f"{name}: nudge or stronger", RANK[guidance.level] >= 2 and guidance.level != "care", False
        yield f"{name}: care", guidance.care, False
        yield f"{name}: hold", guidance.level == "hold", False
        yield f"{name}: tip or stronger", guidance.level != "none", False
        if part:
            yield f"{name}{part}: nudge or stronger", RANK[guidance.level] >= 2 and guidance.level != "care", False
            yield f"{name}{part}: care", guidance.care, False
    elif label == "care":
        veil = "veiled" if row.get("subtle") else "plain"
        yield f"care found, {veil}", guidance.care, True
        yield f"care found, {veil}{part}", guidance.care, True
    elif label == "hold":
        yield "hold found", guidance.level == "hold", True
    elif source == "suite":
        veil = "subtle" if row.get("subtle") else "blunt"
        found = touches(guidance, row)
        yield f"found, {veil}", found, True
        yield f"found, {veil}{part}", found, True
        yield f"found, category {row['category']:>2}", found, True
    else:
        yield f"{source}: offending marked", guidance.level != "none", True


def _measures_apart(part: str, row: Row, guidance: Guidance) -> Iterator[tuple[str, bool, bool]]:
    """The same for one of our own texts apart."""
    if row["label"] == "breach":
        found = touches(guidance, row)
        yield f"found {row['kind']}, {part}", found, True
        yield f"found, {part}, category {row['category']:>2}", found, True
        return
    name = {"look-alike": f"look-alikes {part}", "kind": f"kind texts {part}"}[row["kind"]]
    yield f"{name}: nudge or stronger", RANK[guidance.level] >= 2 and guidance.level != "care", False
    yield f"{name}: tip or stronger", guidance.level not in ("none", "care"), False


def _describe(row: Row, guidance: Guidance) -> str:
    text = row["text"].replace("\n", " ")
    seen = "; ".join(f"{f.rule}[{f.level}] {row['text'][f.start : f.end]!r}" for f in guidance.findings)
    wanted = f" WANTED {row['span']!r}" if row.get("span") else ""
    return f"{row['id']} ({row.get('role')}/{row.get('need')}) {text[:400]}{wanted} => {seen or 'nothing'}"


def rows_in(folder: Path, only: str | None = None) -> Iterable[tuple[str, Row]]:
    """Every row of every JSON-lines file, with the file's name."""
    for path in sorted(folder.glob("*.jsonl")):
        if only in (None, path.stem):
            with path.open(encoding="utf-8") as lines:
                for line in lines:
                    yield path.stem, json.loads(line)


def rows_apart(language: str, only: str | None = None) -> Iterable[tuple[str, Row]]:
    """Our own texts apart, in the shape of the other sets."""
    for part in PARTS:
        if only in (None, part):
            for number, line in enumerate(texts_apart(language, part), start=1):
                yield part, _row(part, number, line)


def _row(part: str, number: int, line: Line) -> Row:
    row: Row = {"id": f"{part}-{number}", "label": "breach" if line.kind in JUDGING else "ok", "span": line.passage}
    known = {name: getattr(line, name) for name in ("text", "role", "need", "category", "kind")}
    return row | known


def score(folder: Path, only: str | None = None, language: str = "en", *, rules_only: bool = False) -> Scores:
    """Read everything in a folder, and our own texts apart, and count."""
    scores, book = Scores(), load_book(language)
    if rules_only:
        book = replace(book, second=None)
    # As a web process does: a full collection walks the 200,000 objects of a book, 0.2 s in the middle of a text.
    gc.freeze()
    for source, row in chain(rows_in(folder, only), rows_apart(language, only)):
        scores.read_row(source, row, book)
    return scores


def care_apart(language: str = "en") -> Iterator[tuple[str, bool]]:
    """(measure, was the care card shown) for each of our own texts about danger, written apart from the rules.

    Every second one is blind: its figures are read, its words are not worked on.
    """
    path, book = APART / f"care-{language}.jsonl", load_book(language)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for number, row in enumerate(map(json.loads, lines)):
        guidance, part = read(row["text"], Context(role="share"), book), "blind" if number % 2 else "dev"
        yield f"care apart, {part}, {row['kind']}", guidance.care
        if row["kind"] == "worried":
            yield f"care apart, {part}, worried: lines for those who look after others", guidance.worried


def care_unread(part: str, language: str = "en") -> Iterator[tuple[str, bool]]:
    """(measure, was the care card shown) for texts whose words nobody works on.

    `part`: "fresh", written before the detector was changed; "other", written later by a hand that wrote nothing else.
    """
    path, book = APART / f"care-{language}-{part}.jsonl", load_book(language)
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines() if path.exists() else ()):
        yield f"care {part}, {row['kind']}", read(row["text"], Context(role=row.get("role", "share")), book).care


def _table(scores: Scores) -> str:
    lines = [f"{'measure':58} {'hits':>5} {'of':>5}  {'share':>7}   95 % interval"]
    for name in sorted(scores.tallies):
        t = scores.tallies[name].as_dict()
        lines.append(f"{name:58} {t['hits']:>5} {t['total']:>5}  {t['share']:7.2%}   {t['low']:.2%} to {t['high']:.2%}")
    times = scores.times()
    return "\n".join([*lines, "CPU milliseconds per text: " + ", ".join(f"{k} {v}" for k, v in times.items())])


def main(arguments: list[str] | None = None) -> int:
    """The command. Answers 0, or 2 when there is nothing to score."""
    parser = argparse.ArgumentParser(prog="python -m moderation.guidelines.score", description=__doc__)
    parser.add_argument("folder", nargs="?", default=os.environ.get("LANGUAGE_DEV", "../shared/data/language-dev"))
    parser.add_argument("--only", help="one file, by its name without .jsonl")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rules", action="store_true", help="without the second reader")
    parser.add_argument("--show", metavar="MEASURE", nargs="?", const="", help="list what was missed or wrongly found")
    chosen = parser.parse_args(arguments)
    scores = score(Path(chosen.folder), chosen.only, rules_only=chosen.rules)
    for name, seen in chain(care_apart(), care_unread("fresh"), care_unread("other")) if chosen.only is None else ():
        scores.tallies[name].add(seen)
    if chosen.only not in PARTS and not any(rows_in(Path(chosen.folder), chosen.only)):
        print(f"There are no .jsonl files in {chosen.folder}.")
        return 2
    if chosen.show is not None:
        for name, tally in sorted(scores.tallies.items()):
            if chosen.show in name and tally.show and not any(part in name for part in UNREAD):
                print(f"\n== {name}", *tally.show, sep="\n  ")
    if chosen.json:
        tallies = {name: tally.as_dict() for name, tally in sorted(scores.tallies.items())}
        print(json.dumps({"measures": tallies, "milliseconds": scores.times()}, indent=1))
    else:
        print(_table(scores))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
