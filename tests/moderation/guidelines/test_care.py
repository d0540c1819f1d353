"""Care on texts written apart from its rules, and beside every other kind of finding."""

import tomllib
from pathlib import Path

import pytest

from moderation.guidelines import Context, load_book, read

BOOK = load_book("en")
TEXTS = tomllib.loads((Path(__file__).parent / "care_texts.toml").read_text(encoding="utf-8"))
DANGER = "I want to kill myself tonight."
# The shares that were reached when the rules were written; a change may raise them.
AT_LEAST = {("plain", False): 0.98, ("plain", True): 0.88, ("veiled", False): 0.89, ("veiled", True): 0.75}
AT_MOST = {("lookalike", False): 0.0, ("lookalike", True): 0.124, ("worried", False): 0.15, ("worried", True): 0.0}
FEAR_AT_LEAST = {False: 0.85, True: 1.0}


def part(kind, blind):
    return [one["text"] for one in TEXTS[kind] if one.get("blind", False) is blind]


def share_with_care(kind, blind, role):
    texts = part(kind, blind)
    return sum(read(text, Context(role), BOOK).care for text in texts) / len(texts)


@pytest.mark.parametrize("role", ["share", "reply"])
@pytest.mark.parametrize(("kind", "blind"), AT_LEAST)
def test_danger_is_found(kind, blind, role):
    assert share_with_care(kind, blind, role) >= AT_LEAST[kind, blind]


@pytest.mark.parametrize("role", ["share", "reply"])
@pytest.mark.parametrize(("kind", "blind"), AT_MOST)
def test_what_only_sounds_like_danger_is_left_alone(kind, blind, role):
    assert share_with_care(kind, blind, role) <= AT_MOST[kind, blind]


@pytest.mark.parametrize("blind", [False, True])
def test_fear_for_somebody_else_is_seen(blind):
    texts = part("worried", blind)
    seen = sum(read(text, Context("share"), BOOK).worried for text in texts)
    assert seen / len(texts) >= FEAR_AT_LEAST[blind]


def test_half_of_every_kind_is_blind_and_no_text_stands_twice():
    for kind in TEXTS:
        assert abs(len(part(kind, True)) - len(part(kind, False))) <= 1
    every = [one["text"] for texts in TEXTS.values() for one in texts]
    assert len(every) == len(set(every))


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
@pytest.mark.parametrize("order", ["danger first", "danger last"])
def test_beside_care_tips_and_nudges_are_silent_and_holds_stay(rule, order):
    context = Context(rule.role, rule.need)
    for example in rule.examples:
        alone = read(example, context, BOOK)
        both = read("\n".join((DANGER, example) if order == "danger first" else (example, DANGER)), context, BOOK)
        assert both.care, example
        assert {one.level for one in both.findings} <= {"care", "hold"}, example
        assert (both.level == "hold") == (alone.level == "hold"), example


def test_every_category_is_among_the_pairs():
    assert {rule.guideline.number for rule in BOOK.rules} == set(range(1, 15))


def test_advice_to_others_is_not_about_its_author():
    text = (
        "Suicidal thoughts can grow when you are alone. If you feel you can't go on, call your doctor. "
        "You matter, and your kids need you."
    )
    assert not read(text, Context("reply"), BOOK).care


def test_two_quiet_signs_weigh_as_much_as_a_plain_one():
    assert not read("Wrote my will.", Context("share"), BOOK).care
    assert read("Wrote my will. I've never felt so calm, I have decided.", Context("share"), BOOK).care
