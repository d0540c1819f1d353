"""JSON lines in, JSON lines out."""

import io
import json

from moderation.guidelines import load_book
from moderation.guidelines.check import check_lines

BOOK = load_book("en")


def check(*lines):
    out, err = io.StringIO(), io.StringIO()
    bad = check_lines(lines, out, err, BOOK)
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue(), bad


def test_every_good_line_is_answered_in_order():
    answers, err, bad = check(
        '{"id": "a", "text": "You idiot.", "role": "reply", "need": null}',
        '{"id": 7, "text": "Thank you all.", "role": "share"}',
    )
    assert [(a["id"], a["level"], a["care"]) for a in answers] == [("a", "hold", False), (7, "none", False)]
    finding = answers[0]["findings"][0]
    assert {"rule", "category", "qualities", "span", "reason", "rewordings"} <= set(finding)
    assert (finding["category"], finding["span"]) == (10, [0, 9])
    assert (err, bad) == ("", 0)


def test_care_is_said_and_the_passage_with_it():
    answers, _, _ = check('{"id": 1, "text": "I want to kill myself.", "role": "share", "need": "listen"}')
    assert answers[0]["level"] == "care" and answers[0]["care"] is True and answers[0]["findings"]


def test_bad_lines_are_told_by_number_and_the_others_answered():
    answers, err, bad = check(
        "nope",
        '{"id": 1}',
        "[1]",
        '{"text": "x", "role": "boss"}',
        '{"text": "x", "need": "money"}',
        "",
        "[" * 100_000,
        '{"id": 2, "text": "Good night."}',
    )
    assert [answer["id"] for answer in answers] == [2]
    assert bad == 6
    assert [line.split(":")[0] for line in err.splitlines()] == [f"line {n}" for n in (1, 2, 3, 4, 5, 7)]
    assert "Traceback" not in err


def test_a_role_that_is_no_word_is_told_too():
    _, err, bad = check('{"text": "x", "role": {"a": 1}}', '{"text": "x", "need": [1]}')
    assert bad == 2 and "role" in err and "need" in err
