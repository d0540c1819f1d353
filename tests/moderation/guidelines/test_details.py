"""Details that tell who somebody is: found, and told apart from what only looks like them."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.guidelines.details import details

HELP_LINES = ("988", "116123", "131114", "0477131114", "1737")

FOUND = [
    ("phone", "Call me on 555 123 4567 tonight.", "555 123 4567"),
    ("phone", "My number is +44 7700 900123.", "+44 7700 900123"),
    ("phone", "07700 900 123 if you want to talk", "07700 900 123"),
    ("phone", "(020) 7946 0018", "(020) 7946 0018"),
    ("phone", "text me 555-0142", "555-0142"),
    ("phone", "call 9876543210", "9876543210"),
    ("phone", "+61 412 345 678", "+61 412 345 678"),
    ("email", "Write to river.stone@example.org any time.", "river.stone@example.org"),
    ("email", "mine is r_stone+circle@mail.example.co.uk", "r_stone+circle@mail.example.co.uk"),
    ("address", "I live at 14 Mill Lane now.", "14 Mill Lane"),
    ("address", "Come by 221 North Maple Avenue", "221 North Maple Avenue"),
    ("address", "the flat is in LS6 2AB", "LS6 2AB"),
    ("address", "we moved to Dayton, OH 45402", "Dayton, OH 45402"),
    ("name", "My name is Rowan Ashdown and I drink.", "Rowan Ashdown"),
    ("name", "My real name's Priya O'Neill.", "Priya O'Neill"),
    ("handle", "find me, @rowan_ash", "@rowan_ash"),
    ("handle", "my insta is rowan.ash92", "rowan.ash92"),
    ("handle", "I'm u/quiet_river over there", "u/quiet_river"),
    ("work", "I work at Saint Mary Hospital in Leeds.", "I work at Saint Mary Hospital in Leeds"),
    ("work", "I work as a nurse at the Royal Oak in Bristol and", "I work as a nurse at the Royal Oak in Bristol"),
]

LOOKALIKES = [
    "Day 14 today.",
    "14 days, 6 hours and 30 minutes.",
    "I took 20 mg at 10 and 20 mg at 11.",
    "They gave me 1000 mg 3 times.",
    "My sobriety date is 12/03/2019.",
    "2019-03-12 was the day.",
    "12.03.2019 10:30",
    "I owe $12,500 and £3 000.",
    "I spent 10 000 000 rupees.",
    "From 2018 - 2021 I was away.",
    "2019 2020 2021 were the worst.",
    "I counted 10 20 30 40 50.",
    "Call 988 if it gets worse.",
    "Samaritans are on 116 123, any time.",
    "Lifeline is 13 11 14, or text 0477 13 11 14.",
    "Call me when you get there at 10 30.",
    "I weigh 82.5 kg and ran 10 km.",
    "It was 3 am, then 4 am, then 5.",
    "24/7 it never stops",
    "I'm on step 4 of 12.",
    "10-4, that works",
    "My name is Rowan.",
    "My name is mud there.",
    "I'm Just Tired Today.",
    "See you @ 7",
    "@everyone thank you",
    "I was angry @home last night",
    "I live on the second floor near a street.",
    "I walked 3 miles down the road.",
    "I have 2 Close friends.",
    "I work at night in winter.",
    "I work at the hospital.",
    "I work at Christmas in December.",
    "I worked for a year in Leeds.",
    "I tell Dr Patel everything.",
    "My insta is gone.",
    "My discord is quiet.",
    "555 reasons to stay",
    "0000000000",
    "Psalm 23 4 and John 3 16",
    "ratio 1:1000000000",
]


@pytest.mark.parametrize(("kind", "text", "passage"), FOUND)
def test_a_detail_is_found_with_its_words(kind, text, passage):
    assert [(one.kind, text[one.start : one.end]) for one in details(text, HELP_LINES)] == [(kind, passage)]


@pytest.mark.parametrize("text", LOOKALIKES)
def test_what_only_looks_like_one_is_left_alone(text):
    assert [(one.kind, text[one.start : one.end]) for one in details(text, HELP_LINES)] == []


def test_at_most_three_and_none_overlaps():
    text = "a@example.org b@example.org c@example.org d@example.org"
    assert [one.kind for one in details(text)] == ["email"] * 3


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_spans_inside_it_and_the_same_twice(text):
    found = details(text)
    assert found == details(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)


@pytest.mark.parametrize("piece", ["1 ", "a.", "A ", "I work at A ", "@a.", "My name is A", "12-", "(", "Aa "])
def test_hostile_texts_take_no_time(piece):
    begun = time.perf_counter()
    details((piece * 5_000)[:5_000])
    assert time.perf_counter() - begun < 0.25
