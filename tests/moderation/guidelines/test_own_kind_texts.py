"""The reader on our own kind texts: none is kept back, and none is asked about twice."""

import json
from pathlib import Path

import pytest

from moderation.guidelines import Context, load_book, read

TEXTS = Path(__file__).resolve().parents[3] / "moderation" / "guidelines" / "learned" / "texts" / "en"
BOOK = load_book("en")


def texts(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def level(one: dict) -> str:
    return read(one["text"], Context(role=one["role"], need=one["need"]), BOOK).level


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.jsonl")), ids=lambda path: path.stem)
def test_no_kind_text_and_no_look_alike_is_kept_back(path):
    fine = [one for one in texts(path) if one["kind"] in ("kind", "look-alike")]
    assert fine
    assert [one["text"] for one in fine if level(one) == "hold"] == []


def test_a_kind_text_is_not_asked_about_before_posting():
    asked = [one["text"] for one in texts(TEXTS / "00-kind.jsonl") if level(one) == "nudge"]
    assert asked == []
