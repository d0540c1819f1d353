"""The second reader: learned the same way every time, explains itself, never holds, keeps quiet where rules do."""

import json
import os
import re
import statistics
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.guidelines import Context, Guidance, build_book, load_book, read
from moderation.guidelines.findings import AT_ONCE
from moderation.guidelines.learned import advice, model
from moderation.guidelines.learned.corpus import JUDGING, digest_of_texts, texts_apart, texts_to_learn
from moderation.guidelines.learned.second import MOST, hear, second_findings
from moderation.guidelines.score import main as score_command
from moderation.guidelines.score import touches
from moderation.guidelines.split import split

BOOK = load_book("en")
RULES = replace(BOOK, second=None)
# It would speak to every sentence: what it says then holds for all it may ever say.
EAGER = replace(BOOK, second=replace(BOOK.second, model=replace(BOOK.second.model, tip=-99.0)))
REPLY = Context("reply", "listen")
APART = texts_apart("en")
LEARN_A_LITTLE = """
import sys
from moderation.guidelines import load_book
from moderation.guidelines.learned.corpus import texts_to_learn
from moderation.guidelines.learned.train import as_bytes, learn
sys.stdout.buffer.write(as_bytes(learn(texts_to_learn("en")[::60], load_book("en").words) | {"tip": 0}))
"""


def learned(guidance):
    return [one for one in guidance.findings if one.rule.startswith("learned-")]


def spoken(weighed):
    return set(" ".join(weighed).split()) - {"…"}


def learn_a_little(seed):
    surroundings = os.environ | {"PYTHONHASHSEED": seed}
    return subprocess.run([sys.executable, "-c", LEARN_A_LITTLE], env=surroundings, capture_output=True, check=True)


def test_learning_is_repeatable_to_the_byte():
    once, again = learn_a_little("1").stdout, learn_a_little("2").stdout
    assert once == again and json.loads(once)["weights"]


def test_the_weights_were_learned_from_the_texts_there_are_now():
    weights = json.loads((model.WEIGHTS / "en.json").read_text(encoding="utf-8"))
    assert weights["texts"] == digest_of_texts("en"), "the texts changed: run `make learn` and commit the weights"


def test_nothing_that_is_measured_on_was_learned_from():
    def plain(lines):
        return {re.sub(r"\W+", " ", line.text.lower()).strip() for line in lines}

    measured = plain(APART) | plain(texts_apart("en", "fresh"))
    assert measured & plain(texts_to_learn("en")) == set()


def test_the_words_of_the_fresh_texts_are_never_listed(capsys, tmp_path):
    assert score_command(["--only", "fresh", "--show", "--", str(tmp_path)]) == 0
    listed = capsys.readouterr().out
    assert "found veiled, fresh" in listed
    assert not [line.text for line in texts_apart("en", "fresh") if line.text[:40] in listed]


SENTENCES = st.lists(st.sampled_from([line.text for line in APART]), min_size=1, max_size=4).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.one_of(SENTENCES, st.text(max_size=200)), st.sampled_from([None, "listen", "ask", "ideas"]))
def test_it_gives_tips_only_and_each_is_whole(text, need):
    guidance = read(text, Context("reply", need), EAGER)
    assert len(guidance.findings) <= AT_ONCE and len(learned(guidance)) <= MOST
    for one in learned(guidance):
        assert one.level == "tip" and one.category in range(1, 14) and one.guideline and one.qualities
        assert 0 <= one.start < one.end <= len(text)
        assert one.reason and one.rewordings
        assert spoken(one.weighed) <= set(split(text, BOOK.words).word)
    assert Guidance.from_dict(json.loads(json.dumps(guidance.as_dict()))) == guidance


def test_every_category_has_a_reason_and_wordings():
    words = advice.load_advice("en")
    assert set(BOOK.second.model.categories) == set(words) - {advice.UNSURE} == set(range(1, 14))
    assert all(one.reason and len(one.rewordings) >= 3 and one.asking for one in words.values())


JUDGES = "You only have yourself to thank for this mess."


def test_it_names_the_words_that_weighed_and_the_passage():
    text = f"I'm glad you wrote. {JUDGES} Sleep well."
    one = learned(read(text, REPLY, BOOK))[0]
    assert text[one.start : one.end] + "." == JUDGES
    assert one.weighed and spoken(one.weighed) <= set(split(JUDGES, BOOK.words).word)


def test_it_is_silent_in_ones_own_story_in_quotations_and_with_care():
    assert learned(read(JUDGES, REPLY, BOOK))
    assert not learned(read(JUDGES, Context("share"), BOOK))
    assert not learned(read(f"“{JUDGES}”", REPLY, BOOK))
    assert not learned(read(f"My sister said {JUDGES}", REPLY, BOOK))
    assert not learned(read(f"Dear addiction, {JUDGES}", REPLY, BOOK))
    assert read(f"{JUDGES} I want to kill myself.", REPLY, BOOK).care
    assert not learned(read(f"{JUDGES} I want to kill myself.", REPLY, BOOK))


def test_advice_is_left_alone_where_ideas_were_asked_for():
    said = [line.text for line in texts_to_learn("en") if line.category == 7 and line.kind == "veiled"]
    assert any(one.category == 7 for text in said for one in learned(read(text, REPLY, BOOK)))
    wished = [one for text in said for one in learned(read(text, Context("reply", "ideas"), BOOK))]
    assert not any(one.category == 7 for one in wished)


def test_where_a_rule_has_spoken_its_words_stay():
    text = "You're so lazy."
    assert read(text, REPLY, EAGER) == read(text, REPLY, RULES)


@pytest.mark.parametrize("content", [None, "", "{}", "[1]", '{"bias": "x"}', "\x00"])
def test_without_weights_the_rules_read_alone(content, tmp_path, monkeypatch):
    if content is not None:
        (tmp_path / "en.json").write_text(content)
    monkeypatch.setattr(model, "WEIGHTS", tmp_path)
    model.load_model.cache_clear()
    try:
        book = build_book("en")
    finally:
        model.load_model.cache_clear()
    assert book.second is None
    assert read("You're so lazy.", REPLY, book).level == "nudge"


def test_a_language_nobody_wrote_texts_for_has_no_second_reader():
    assert model.load_model("xx") is None and advice.load_advice("xx") == {}


def test_its_file_is_small():
    assert (model.WEIGHTS / "en.json").stat().st_size < 400 * 1024


def test_it_adds_a_third_of_a_millisecond_at_most_to_an_ordinary_post():
    views = [split(line.text, BOOK.words) for line in APART]
    spent = []
    for view in views:
        begin = time.thread_time()
        second_findings(view, REPLY, BOOK.second, BOOK.words, [])
        spent.append((time.thread_time() - begin) * 1000)
    assert statistics.median(spent) <= 0.3


def found(kind, book):
    """How many of the texts apart of one kind have a finding, on the passage where one is marked."""
    lines = [line for line in APART if line.kind == kind]
    seen = [read(line.text, Context(line.role, line.need), book) for line in lines]
    rows = [{"text": line.text, "span": line.passage} for line in lines]
    return sum(touches(guidance, row) for guidance, row in zip(seen, rows, strict=True)) / len(lines)


def test_it_finds_veiled_judgment_that_rules_miss_and_leaves_look_alikes_alone():
    assert found("veiled", BOOK) >= found("veiled", RULES) + 0.05
    assert all(found(kind, BOOK) >= found(kind, RULES) for kind in JUDGING)
    assert found("look-alike", BOOK) <= found("look-alike", RULES) + 0.02
    assert found("kind", BOOK) <= found("kind", RULES) + 0.02


def test_a_longer_post_has_to_be_surer():
    once = split(JUDGES, BOOK.words)
    long = split(f"{'It rained all day here. ' * 12}{JUDGES}", BOOK.words)
    scores = [max(heard.score for heard in hear(view, BOOK.second.model, BOOK.words)) for view in (once, long)]
    assert scores[0] > scores[1] + 1


def test_the_score_reports_our_texts_apart_with_and_without_it(capsys, tmp_path):
    assert score_command(["--only", "apart", "--json", str(tmp_path)]) == 0
    both = json.loads(capsys.readouterr().out)["measures"]
    assert score_command(["--only", "apart", "--json", "--rules", str(tmp_path)]) == 0
    alone = json.loads(capsys.readouterr().out)["measures"]
    assert (
        {"found blunt, apart", "found veiled, apart", "look-alikes apart: tip or stronger"} <= set(both) == set(alone)
    )
    assert both["found veiled, apart"]["hits"] > alone["found veiled, apart"]["hits"]
    nudged = "look-alikes apart: nudge or stronger"
    assert both[nudged]["hits"] == alone[nudged]["hits"]


def test_the_score_says_when_there_is_nothing_to_read(capsys, tmp_path):
    assert score_command([str(tmp_path)]) == 2 and "no .jsonl files" in capsys.readouterr().out
