"""The texts to learn from and to measure on, cut into sentences that judge or do not."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..findings import Need, Role
from ..split import Sentence, Text, split
from ..words import Words
from .features import features

HERE = Path(__file__).parent
JUDGING = ("blunt", "veiled")
_COVERED = 0.4  # of the sentence or of the passage, whichever is shorter


@dataclass(frozen=True, slots=True)
class Line:
    """One text of the corpus. `passage` is what judges in it, None where nothing does."""

    text: str
    passage: str | None
    category: int | None
    kind: str
    role: Role
    need: Need | None
    parent: str

    def part(self, parts: int) -> int:
        """The part, of so many, this text falls into; answers to one share stay together."""
        return zlib.crc32((self.parent or self.text).encode()) % parts


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence: what is seen in it, and its category when it judges (0 when it does not)."""

    names: tuple[str, ...]
    category: int


def read_lines(paths: Iterable[Path]) -> list[Line]:
    """All lines of these files, in the order of their names."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(paths, key=lambda path: path.name)]
    return [Line(**json.loads(line)) for text in texts for line in text.splitlines() if line.strip()]


def texts_to_learn(language: str) -> list[Line]:
    """What may be learned from."""
    return read_lines((HERE / "texts" / language).glob("*.jsonl"))


def digest_of_texts(language: str) -> str:
    """Changes when the texts to learn from change."""
    paths = sorted((HERE / "texts" / language).glob("*.jsonl"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def texts_apart(language: str, part: str = "apart") -> list[Line]:
    """What is measured on, written before the texts to learn from were read, and never learned from.

    `part`: "apart"; "fresh" for those that were written later, by somebody new to the rules (ADR 15 says how far
    their figures can be trusted); "other" for those by a hand that wrote nothing else here.
    """
    name = f"{language}.jsonl" if part == "apart" else f"{part}-{language}.jsonl"
    return read_lines((HERE / "apart").glob(name))


def units(lines: Iterable[Line], words: Words) -> list[Unit]:
    """Every sentence of every line. A sentence judges where the passage covers enough of it."""
    cut = []
    for line in lines:
        view = split(line.text, words)
        for sentence in view.sentences:
            judges = is_judging(line, view, sentence)
            category = (line.category or 0) if judges else 0
            cut.append(Unit(tuple(features(view, sentence, words)), category))
    return cut


def is_judging(line: Line, view: Text, sentence: Sentence) -> bool:
    """Whether the passage of this line covers enough of the sentence, or the sentence of it."""
    if not line.passage:
        return False
    begin = line.text.find(line.passage)
    stop = begin + len(line.passage)
    start, end = view.span(sentence.first, sentence.last)
    shared = min(end, stop) - max(start, begin)
    return shared > 0 and shared >= _COVERED * min(end - start, stop - begin)
