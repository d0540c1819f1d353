"""The findings as a table for people, and as one JSON object for programs."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict

from tests.audit.goals import Findings
from tests.audit.look import Sight

HEAD = ("page", "axe", "AAA", "KiB", "files", "others'", "console", "grade", "calm", "sideways")
NOTES = """
axe: rules missed of WCAG 2.2 AA and axe's own, over phone and desktop, light and dark. AAA: body text below 7:1, for information.
KiB: all bodies of a first visit; {gzipped} of {bodies} came uncompressed and were counted as gzip -6 would send them.
grade: Flesch-Kincaid of our own sentences, with a simple count of syllables (tests/audit/reading.py); goal 7 on members'
pages. calm: the same for words of waiting, back, taken down and care; goal 5. A dash: fewer than 30 words.
sideways: at 320 px, and with text of 200 % at 390 and 1280 px."""


def as_json(found: Findings) -> str:
    return json.dumps(asdict(found) | {"misses": found.misses()}, ensure_ascii=False, indent=1)


def as_table(found: Findings) -> str:
    return "\n".join(_lines(found))


def _lines(found: Findings) -> Iterator[str]:
    width = max([len(sight.name) for sight in found.sights], default=4)
    yield _row(HEAD, width)
    yield from (_row(_cells(sight), width) for sight in sorted(found.sights, key=lambda sight: sight.name))
    yield NOTES.format(
        gzipped=sum(sight.gzipped_here for sight in found.sights), bodies=sum(sight.requests for sight in found.sights)
    )
    yield from (f"Grade {one.grade} (goal {one.goal}): {one.name}" for one in found.words)
    if found.load:
        yield f"Speed was measured at a load of {found.load} on {os.cpu_count()} processors."
    for run in found.lighthouse:
        yield f"Lighthouse, {run.page}: " + ", ".join(f"{name} {score}" for name, score in run.scores.items())
    for view in found.slow:
        yield f"2G, {view.page}: first words after {view.first} s, the largest block after {view.largest} s"
    if found.unseen:
        yield f"No page for anybody of the cast: {', '.join(found.unseen)}"
    yield from (f"!!! LEFT OUT: {why}" for why in found.left_out)
    missed = found.misses()
    yield f"\n{len(found.sights)} pages. " + ("Every goal is met." if not missed else f"{len(missed)} goals missed:")
    yield from (f"  {line}" for line in missed)


def _cells(sight: Sight) -> tuple[object, ...]:
    grades = ("-" if value is None else value for value in (sight.grade, sight.calm_grade))
    others, console = len(sight.third_parties), len(sight.console)
    return (sight.name, len(sight.axe), len(sight.aaa), sight.kib, sight.requests, others, console, *grades,
            len(sight.sideways))  # fmt: skip


def _row(cells: tuple[object, ...], width: int) -> str:
    first, *rest = map(str, cells)
    return first.ljust(width) + "".join(cell.rjust(9) for cell in rest)
