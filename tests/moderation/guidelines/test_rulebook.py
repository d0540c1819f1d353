"""The rulebook tests itself: every rule finds its examples and paraphrases and leaves its look-alikes alone."""

import tomllib
from pathlib import Path

import pytest

from moderation.guidelines import load_book
from moderation.guidelines.selftest import complaints

BOOK = load_book("en")
RULES = (*BOOK.rules, *BOOK.cues)
PARAPHRASES = tomllib.loads((Path(__file__).parent / "paraphrases.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_its_examples_and_leaves_look_alikes_alone(rule):
    assert complaints(rule, BOOK, tuple(PARAPHRASES.get(rule.id, ()))) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_why_and_offers_a_kinder_wording(rule):
    assert rule.reason.endswith((".", "!", "?"))
    assert rule.rewordings
    assert len(rule.examples) >= 3
    assert len(rule.lookalikes) >= 3
    assert len(PARAPHRASES.get(rule.id, ())) >= 2, "two paraphrases, written apart from the patterns"


def test_there_is_a_guideline_with_a_line_for_members_for_every_category():
    assert [guideline.number for guideline in BOOK.guidelines] == list(range(15))
    assert all(guideline.title and guideline.line and guideline.qualities for guideline in BOOK.guidelines)


def test_every_category_is_broad_and_care_has_families():
    for guideline in BOOK.guidelines:
        rules = [rule for rule in RULES if rule.guideline.number == guideline.number]
        assert len(rules) >= (25 if guideline.number else 4), guideline.slug


def test_no_paraphrase_belongs_to_a_rule_that_is_gone():
    assert set(PARAPHRASES) <= {rule.id for rule in RULES}
