"""Read JSON lines, write JSON lines: the reader for scripts and benches, without Django."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from typing import Any, TextIO

from .book import Book
from .findings import Context, Finding
from .reader import read

ROLES = ("share", "reply")
NEEDS = ("listen", "ask", "ideas", None)


class LineError(ValueError):
    """A line that cannot be read; the message says what is wrong with it."""


def check_lines(lines: Iterable[str], out: TextIO, err: TextIO, book: Book) -> int:
    """Answer every line with one line on `out`; tell of bad lines on `err`. Returns how many were bad."""
    bad = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            answer = _answer(_asked(line), book)
        except LineError as problem:
            bad += 1
            err.write(f"line {number}: {problem}\n")
            continue
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        out.flush()
    return bad


def _asked(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except ValueError as problem:  # also RecursionError's milder kin: numbers that are too long
        raise LineError(f"this is not JSON ({problem})") from problem
    except RecursionError as problem:
        raise LineError("this JSON is nested too deeply") from problem
    if not isinstance(asked, dict):
        raise LineError("a line must be one JSON object")
    if not isinstance(asked.get("text"), str):
        raise LineError('"text" must be there and be a string')
    if asked.get("role", "share") not in ROLES:
        raise LineError('"role" must be "share" or "reply"')
    if asked.get("need") not in NEEDS:
        raise LineError('"need" must be "listen", "ask", "ideas" or null')
    return asked


def _answer(asked: dict[str, Any], book: Book) -> dict[str, Any]:
    context = Context(asked.get("role", "share"), asked.get("need"), book.language)
    begin = time.perf_counter()
    guidance = read(asked["text"], context, book)
    milliseconds = (time.perf_counter() - begin) * 1000
    return {
        "id": asked.get("id"),
        "level": guidance.level,
        "findings": [_finding(one) for one in guidance.findings],
        "care": guidance.care,
        "ms": round(milliseconds, 3),
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "category": one.category,
        "qualities": list(one.qualities),
        "level": one.level,
        "span": [one.start, one.end],
        "reason": one.reason,
        "rewordings": list(one.rewordings),
        "weighed": list(one.weighed),
    }
