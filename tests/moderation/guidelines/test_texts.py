"""The texts the second reader learns from: well formed, each said once, and enough of each kind."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

import moderation.guidelines

TEXTS = Path(moderation.guidelines.__file__).parent / "learned" / "texts"
FILES = sorted(TEXTS.glob("[a-z][a-z]/*.jsonl"))
CARE = sorted(TEXTS.glob("care-*/*.jsonl"))  # read by care alone: no passage, no category
KEYS = {"text", "passage", "category", "kind", "role", "need", "parent"}
JUDGING = {"blunt", "veiled"}
KINDS = JUDGING | {"look-alike", "kind"}
NEEDS = {"listen", "ask", "ideas", None}
# How many of each kind a category has, before anything is learned from it.
AT_LEAST = {"blunt": 80, "veiled": 80, "look-alike": 120, "kind": 20}


def lines(files):
    """Every line of the files, as (file and line number, object)."""
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.parent.name}/{path.name}:{number}", json.loads(line)


def faults(one):
    """What is wrong with the form of one line; an empty list if nothing is."""
    judging, kind = one["kind"] in JUDGING, one["kind"] == "kind"
    checks = {
        "kind": one["kind"] in KINDS,
        "role": one["role"] in {"reply", "share"},
        "need": one["need"] in NEEDS,
        "parent": one["parent"] == "" if one["role"] == "share" else bool(one["parent"].strip()) or kind,
        "category": one["category"] is None if kind else one["category"] in range(1, 14),
        "passage": bool(one["passage"]) and one["passage"] in one["text"] if judging else one["passage"] is None,
        "text": one["text"] == one["text"].strip() != "",
    }
    return [name for name, fine in checks.items() if not fine]


def test_there_are_texts():
    assert FILES


def test_every_line_is_well_formed():
    wrong = [(where, set(one) ^ KEYS or faults(one)) for where, one in lines(FILES) if set(one) != KEYS or faults(one)]
    assert wrong == []


def test_every_line_for_care_has_a_text_and_an_answer():
    keys = {"text", "care", "grade", "kind"}
    wrong = [
        where for where, one in lines(CARE) if set(one) - {"role"} != keys or bool(one["grade"]) is not one["care"]
    ]
    wrong += [where for where, one in lines(CARE) if one.get("role", "share") not in ("share", "reply")]
    assert wrong == []


@pytest.mark.parametrize("files", [FILES, CARE], ids=["guidelines", "care"])
def test_no_text_is_said_twice(files):
    said = Counter(re.sub(r"\W+", " ", one["text"].lower()).strip() for _, one in lines(files))
    assert [text for text, times in said.items() if times > 1] == []


def test_each_category_has_enough_of_each_kind():
    counts = Counter()
    for path in FILES:
        for line in path.read_text(encoding="utf-8").splitlines():
            counts[path.name[:2], json.loads(line)["kind"]] += 1
    categories = {number for number, _ in counts if number.isdigit() and 1 <= int(number) <= 13}
    few = {(n, kind): counts[n, kind] for n in categories for kind in KINDS if counts[n, kind] < AT_LEAST[kind]}
    assert few == {}
