"""The Spanish book: it tests itself, and reads texts written apart from its rules."""

import tomllib
from pathlib import Path

import pytest

from moderation.guidelines import BookError, Context, load_book, read
from moderation.guidelines.book import _words
from moderation.guidelines.selftest import complaints

BOOK = load_book("es")
ENGLISH = load_book("en")
RULES = (*BOOK.rules, *BOOK.cues)
TEXTS = tomllib.loads((Path(__file__).parent / "textos.toml").read_text(encoding="utf-8"))
# What is reached; a change may raise it.
AT_LEAST = {
    "breach": 22,
    "hold": 8,
    "fine": 20,
    "care": 18,
    "not": 12,
    "worried": 3,
    "care_second": 20,
    "not_second": 15,
}


def is_right(kind: str, text: str) -> bool:
    kind = kind.removesuffix("_second")
    context = Context("reply", "listen") if kind == "breach" else Context("reply")
    if kind in ("care", "not", "worried"):
        context = Context("share")
    seen = read(text, context, BOOK)
    return {
        "breach": seen.level in ("tip", "nudge", "hold"),
        "hold": seen.level == "hold",
        "fine": seen.level in ("none", "tip") and not seen.care,
        "care": seen.care,
        "not": not seen.care,
        "worried": seen.worried and not seen.care,
    }[kind]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_its_examples_and_leaves_look_alikes_alone(rule):
    assert complaints(rule, BOOK) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_why_and_offers_a_kinder_wording(rule):
    assert rule.reason.endswith((".", "?"))
    assert rule.rewordings
    assert len(rule.examples) >= 3
    assert len(rule.lookalikes) >= 3


def test_the_book_is_broad_and_has_the_same_guidelines_as_the_english_one():
    assert len(BOOK.rules) >= 60
    assert [(one.number, one.slug, one.qualities) for one in BOOK.guidelines] == [
        (one.number, one.slug, one.qualities) for one in ENGLISH.guidelines
    ]
    for guideline in BOOK.guidelines:
        assert sum(rule.guideline.number == guideline.number for rule in RULES) >= 4, guideline.slug


def test_no_rule_has_the_name_of_an_english_one():
    assert {rule.id for rule in RULES}.isdisjoint(rule.id for rule in (*ENGLISH.rules, *ENGLISH.cues))


@pytest.mark.parametrize("kind", TEXTS)
def test_texts_written_apart_are_read_right(kind):
    assert sum(is_right(kind, text) for text in TEXTS[kind]) >= AT_LEAST[kind]


@pytest.mark.parametrize("text", ["Nunca cambiarás, eres un caso perdido.", "nunca cambiaras, eres un caso perdido"])
def test_accents_make_no_difference(text):
    assert [one.rule for one in read(text, Context("reply"), BOOK).findings] == ["es-doom-never-change"]


def test_a_rewording_says_what_was_said_with_its_accents_and_turned_round():
    seen = read("Deberías levantarte mañana con tu niño.", Context("reply", "listen"), BOOK)
    assert "A mí me ayudó levantarme mañana con mi niño; lo tuyo puede ser distinto." in seen.findings[0].rewordings


def test_a_language_that_lacks_a_list_is_refused_with_its_name(tmp_path):
    path = tmp_path / "xx" / "words.toml"
    path.parent.mkdir()
    path.write_text('leads = ""\njoins = ""\n', encoding="utf-8")
    with pytest.raises(BookError, match=r"Language xx: .*lists\.negators"):
        _words(path)
