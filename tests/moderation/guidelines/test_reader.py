"""The reader holds for any text: it never raises, its spans are real, and it is quick on hostile input."""

import json
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.guidelines import LEVELS, Context, Guidance, load_book, read

BOOK = load_book("en")
REPLY = Context("reply", "listen")
CONTEXTS = st.builds(
    Context, role=st.sampled_from(["share", "reply"]), need=st.sampled_from([None, "listen", "ask", "ideas"])
)
BITS = st.sampled_from(
    [
        "you should",
        "leave him",
        "“I'm a",
        "failure”",
        "> you idiot\n",
        "if",
        "not",
        "i want to die",
        "\u200b",
        "yоu",
        "1d10t",
        "sooooo",
        "lazy",
        "?",
        ".",
        "\n",
        "👍🏽",
        "he said",
        "ﬁne",
        "İ",
        "—",
        "stop taking your meds",
        "'",
        '"',
        "u r",
        "your a",
        "and",
        "",
        " ",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=400), st.lists(BITS, max_size=60).map(" ".join), st.lists(BITS, max_size=60).map("".join)
)


@settings(max_examples=400, deadline=None)
@given(TEXTS, CONTEXTS)
def test_any_text_is_read_and_every_span_is_valid(text, context):
    guidance = read(text, context, BOOK)
    assert guidance.level in LEVELS
    assert guidance.unread == ()
    assert len(guidance.findings) <= 3
    for one in guidance.findings:
        assert 0 <= one.start < one.end <= len(text)
        assert one.reason and one.rewordings and "{" not in "".join(one.rewordings)


@settings(max_examples=100, deadline=None)
@given(TEXTS, CONTEXTS)
def test_the_same_text_gives_the_same_guidance_and_survives_json(text, context):
    guidance = read(text, context, BOOK)
    assert read(text, context, BOOK) == guidance
    assert Guidance.from_dict(json.loads(json.dumps(guidance.as_dict()))) == guidance


HOSTILE = {
    "one letter": "a" * 5000,
    "spaces": " " * 5000,
    "you": "you " * 1250,
    "you are": "you are just " * 385,
    "i": "i " * 2500,
    "quotes": "\"'" * 2500,
    "cited": "> \n" * 1666,
    "brackets": "((((" * 1250,
    "why": "why did you not just " * 238,
    "if": "if you really loved " * 250,
    "dots": ". " * 2500,
    "imperatives": "stop it and leave him and " * 192,
    "at least": "at least you have to be " * 208,
    "care": "i can not do this anymore i want it " * 138,
    "others": "others have it so much worse and " * 151,
    "emoji": "👍🏽" * 2500,
    "accents": "ÿ" * 5000,
    "combining": "a\u0301" * 2500,
    "stretched": "so" + "o" * 4998,
    "ligatures": "\ufdfa" * 5000,
    "questions": "do you even? " * 384,
    "everything": " ".join(BOOK.index)[:5000],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_of_5000_characters_is_read_in_25_milliseconds(name):
    text = HOSTILE[name][:5000]
    read(text, REPLY, BOOK)
    spent = min(_cost(text) for _ in range(7))
    assert spent <= 0.025, f"{spent * 1000:.1f} ms"


def _cost(text):
    begin = time.thread_time()
    read(text, REPLY, BOOK)
    return time.thread_time() - begin


@pytest.mark.parametrize(
    "text",
    [
        "You are lаzу.",  # Cyrillic a and y
        "You are l\u200baz\u200by.",
        "YOU ARE LAZY",
        "you are laaaaazy",
        "ｙｏｕ ａｒｅ ｌａｚｙ",
        "u r lazy",
        "your so lazy",
    ],
)
def test_a_disguise_changes_nothing_and_the_span_is_what_was_typed(text):
    guidance = read(text, REPLY, BOOK)
    assert guidance.level == "nudge"
    one = guidance.findings[0]
    assert text[one.start : one.end].rstrip(".") == text.rstrip(".")


def test_with_care_tips_and_nudges_are_silent():
    guidance = read("You're so lazy. I want to kill myself.", REPLY, BOOK)
    assert guidance.care and [one.category for one in guidance.findings] == [0]


def test_care_and_hold_may_meet():
    guidance = read("I want to die. Does anyone want to die together?", Context("share"), BOOK)
    assert guidance.care and guidance.level == "hold"
    assert {one.level for one in guidance.findings} == {"care", "hold"}


def test_ones_own_share_is_not_corrected():
    assert read("You should see me, I'm so lazy, get over it I tell myself.", Context("share"), BOOK).level == "none"


def test_advice_is_a_nudge_only_where_somebody_asked_to_be_heard():
    levels = [read("You should join a gym.", Context("reply", need), BOOK).level for need in (None, "listen", "ideas")]
    assert levels == ["tip", "nudge", "none"]


def test_what_the_writer_said_is_filled_into_the_rewording():
    guidance = read("You should call your sister.", REPLY, BOOK)
    assert "What helped me was calling my sister; yours may look different." in guidance.findings[0].rewordings


@pytest.mark.parametrize(
    "text",
    [
        "Snap out of it, the sergeant said.",
        "A waster, my uncle used to say.",
        "I read the leaflet and put it in a drawer.",
        "Shut up, a whole year?",
    ],
)
def test_words_of_others_and_what_goes_on_from_i_are_not_held_against_the_writer(text):
    assert read(text, Context("reply", "listen"), BOOK).level in ("none", "tip")


def test_a_post_that_says_i_and_never_you_gets_a_tip_where_another_gets_a_nudge():
    assert read("Snap out of it, I said.", Context("reply", "listen"), BOOK).level == "tip"
    assert read("Snap out of it, as I told you.", Context("reply", "listen"), BOOK).level == "nudge"


@pytest.mark.parametrize(
    "text",
    ["Think positive, said the leaflet.", "Lazy, I called myself.", "Drama queen, that's what was written about me."],
)
def test_whose_words_they_were_may_be_said_behind_them(text):
    assert read(text, Context("reply"), BOOK).level == "none"


@pytest.mark.parametrize(
    ("text", "level"), [("Coward.", "tip"), ("Coward? Never.", "none"), ("Coward. Me too.", "none")]
)
def test_a_word_that_is_the_whole_post_is_heard(text, level):
    assert read(text, Context("reply"), BOOK).level == level


@pytest.mark.parametrize("text", ["You're lazy, as they say.", "Put it in a drawer."])
def test_ones_own_words_and_sayings_are(text):
    assert read(text, Context("reply", "listen"), BOOK).level == "nudge"


def test_in_a_long_post_one_doubtful_passage_is_no_tip_and_a_nudge_stays():
    calm = "It rained all day here. " * 12
    doubtful, plain = "His alkie brother is back.", "You're so lazy."
    rules = replace(BOOK, second=None)
    assert read(doubtful, Context("reply"), rules).level == "tip"
    assert read(calm + doubtful, Context("reply"), rules).level == "none"
    assert read(calm + plain, Context("reply"), rules).level == "nudge"
