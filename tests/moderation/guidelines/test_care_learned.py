"""What words weigh towards danger: learned anew to the same bytes, apart from what it is measured on, and bounded."""

import json
import time
from collections import Counter

import pytest

from moderation.guidelines import Context, load_book, read
from moderation.guidelines.learned import train_care
from moderation.guidelines.learned.care import WEIGHTS, load_lean
from moderation.guidelines.score import APART, care_apart, care_unread
from moderation.guidelines.split import split

BOOK = load_book("en")
# The shares that were reached on texts that nobody works on; a change may raise or lower them for the better.
BLIND_AT_LEAST = {"plain": 0.90, "veiled": 0.80}
BLIND_AT_MOST = {"look-alike": 0.14, "worried": 0.20}
UNREAD_AT_LEAST = {"fresh": {"plain": 0.90, "veiled": 0.68}, "other": {"plain": 0.93, "veiled": 0.60}}
UNREAD_AT_MOST = {"fresh": {"look-alike": 0.125, "worried": 0.11}, "other": {"look-alike": 0.09, "worried": 0.05}}


def blind_shares():
    shown, of = Counter(), Counter()
    for name, seen in care_apart():
        if name.startswith("care apart, blind, "):
            shown[name.removeprefix("care apart, blind, ")] += seen
            of[name.removeprefix("care apart, blind, ")] += 1
    return {kind: shown[kind] / of[kind] for kind in of}


def test_the_blind_half_does_not_fall_behind_what_was_reached():
    shares = blind_shares()
    assert all(shares[kind] >= least for kind, least in BLIND_AT_LEAST.items()), shares
    assert all(shares[kind] <= most for kind, most in BLIND_AT_MOST.items()), shares
    assert shares["worried: lines for those who look after others"] >= 0.9


@pytest.mark.parametrize("part", UNREAD_AT_LEAST)
def test_texts_that_nobody_works_on_do_not_fall_behind_what_was_reached(part):
    shown, of = Counter(), Counter()
    for name, seen in care_unread(part):
        shown[name.removeprefix(f"care {part}, ")] += seen
        of[name.removeprefix(f"care {part}, ")] += 1
    shares = {kind: shown[kind] / of[kind] for kind in of}
    assert all(shares[kind] >= least for kind, least in UNREAD_AT_LEAST[part].items()), shares
    assert all(shares[kind] <= most for kind, most in UNREAD_AT_MOST[part].items()), shares


def test_the_weights_are_learned_anew_to_the_same_bytes():
    again = json.dumps(train_care.train("en"), ensure_ascii=False, indent=0, sort_keys=True) + "\n"
    assert again == (WEIGHTS / "care-en.json").read_text(encoding="utf-8")


def test_nothing_is_measured_on_that_was_learned_from():
    learned = {line.text for line in train_care.lines_of("en")}
    for name in ("care-en.jsonl", "care-en-fresh.jsonl", "care-en-other.jsonl"):
        lines = (APART / name).read_text(encoding="utf-8").splitlines()
        assert learned.isdisjoint(json.loads(line)["text"] for line in lines)


def test_words_together_are_found_where_no_rule_knows_any_and_a_sentence_is_shown():
    text = "I've picked the songs and I ironed my shirt. I just want to be gone, I'm so tired of trying to stay here."
    guidance = read(text, Context("share"), BOOK)
    assert guidance.care
    assert all(0 <= one.start < one.end <= len(text) for one in guidance.findings)


@pytest.mark.parametrize("said", ["I watched a film about it.", "haha", "That was ten years ago."])
def test_words_alone_never_speak_for_a_story_a_joke_or_the_past(said):
    text = "The songs are chosen, the letters are in the drawer and my cat has a new home."
    alone, framed = read(text, Context("share"), BOOK), read(f"{text} {said}", Context("share"), BOOK)
    assert "care-words" not in {one.rule for one in framed.findings} or not alone.care


def test_the_weights_cost_little_time_on_the_longest_text():
    text = split("i do not want to be here any more and nobody knows " * 96, BOOK.words)
    lean = load_lean("en")
    times = []
    for _ in range(5):
        begin = time.thread_time()
        lean.words(text)
        times.append(time.thread_time() - begin)
    assert min(times) < 0.01


def test_a_language_without_weights_is_read_by_its_rules_alone():
    assert load_lean("xx") is None
