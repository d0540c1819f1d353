"""The second reader's categories in the hands of admins: listed, switched off, softened, counted, out to a file and in."""

import json
from functools import cache
from pathlib import Path

import pytest

from moderation import books, report_card
from moderation.actions import exchanging, rulebook
from moderation.guidelines import Context, all_rules, is_floor, learned, load_book, read
from moderation.guidelines.learned.second import _SURER, hear
from moderation.guidelines.split import split
from moderation.models import RuleOutcome, RuleSetting
from peersupport.policy import Refused

pytestmark = pytest.mark.django_db
BOOK = load_book("en")
NAME = "learned-labelling-the-person"
PAGE = f"/manage/rules/en/{NAME}/"


@pytest.fixture(autouse=True)
def changes_are_in_force_at_once(monkeypatch):
    monkeypatch.setattr(books, "LOOK_AGAIN", 0.0)


@pytest.fixture
def ani(cast, as_user):
    return as_user(cast.ani, factor=True)


def rule():
    return next(one for one in all_rules(BOOK) if one.id == NAME)


@cache
def heard(*, surely: bool) -> str:
    """A text of our own about which the second reader alone speaks, being sure or only just."""
    assert BOOK.second is not None
    bar = BOOK.second.model.tip + _SURER
    texts = Path(learned.__file__).parent / "texts/en/03-labelling-the-person.jsonl"
    for line in texts.read_text(encoding="utf-8").splitlines():
        words = json.loads(line)["text"]
        found = read(words, Context("reply"), BOOK).findings
        if [one.rule for one in found] == [NAME]:
            best = max(one.score for one in hear(split(words, BOOK.words), BOOK.second.model, BOOK.words))
            if (best >= bar) is surely:
                return words
    raise AssertionError("no such text")


def speaks(words: str, circle) -> bool:
    return any(one.rule == NAME for one in read(words, Context("reply"), books.book_for(circle)).findings)


def test_every_category_is_listed_and_none_is_part_of_the_floor():
    second = [one for one in all_rules(BOOK) if one.is_learned]
    assert {one.guideline.number for one in second} == set(BOOK.second.model.categories)
    assert not any(is_floor(one) for one in second)
    assert all(one.level == "tip" and one.reason and one.rewordings for one in second)


def test_one_is_switched_off_in_one_circle_and_softened_everywhere_else(cast, ani):
    sure, doubtful = heard(surely=True), heard(surely=False)
    assert speaks(sure, cast.hearth) and speaks(doubtful, cast.hearth)
    ani.post(PAGE, {"strength": "lower", "circle": ""})
    assert speaks(sure, cast.hearth) and not speaks(doubtful, cast.hearth)
    ani.post(PAGE, {"strength": "off", "circle": cast.hearth.public_id})
    assert not speaks(sure, cast.hearth) and speaks(sure, cast.lantern)
    for where in (cast.hearth.public_id, ""):
        ani.post(PAGE, {"strength": "", "circle": where})
    assert speaks(doubtful, cast.hearth)


def test_its_page_says_what_it_is_and_sets_it(ani):
    assert NAME in ani.get("/manage/rules/?guideline=labelling-the-person").content.decode()
    page = ani.get(PAGE).content.decode()
    assert "This is what the second reader hears." in page and "It finds" not in page
    assert ani.post(PAGE, {"strength": "lower", "circle": ""}).status_code == 303
    assert RuleSetting.objects.get().strength == "lower"
    assert "only where it is surer" in ani.get(PAGE).content.decode()
    assert "only where it is surer" in ani.get("/manage/rules/?guideline=labelling-the-person").content.decode()


def test_no_plain_tip_can_be_softened(cast):
    tip = next(one for one in BOOK.rules if one.level == "tip" and not is_floor(one))
    with pytest.raises(Refused):
        rulebook.set_strength(tip, "en", None, "lower", by=cast.ani)


def test_what_people_make_of_it_is_on_its_card_and_a_noisy_one_is_proposed_for_rest(ani):
    for outcome, times in (("unfit", 10), ("upheld", 2)):
        RuleOutcome.objects.bulk_create(RuleOutcome(rule=NAME, outcome=outcome) for _ in range(times))
    assert report_card.card_of(NAME).totals["unfit"] == 10
    assert "10 times those who read it said that it did not fit." in ani.get(PAGE).content.decode()
    noisy = f'{PAGE}">{NAME}</a> <span class="quiet">10 times'
    assert noisy in ani.get("/manage/rules/").content.decode()
    RuleOutcome.objects.bulk_create(RuleOutcome(rule=NAME, outcome="upheld") for _ in range(8))
    assert report_card.why_noisy(report_card.card_of(NAME).totals) == ""


def test_settings_go_to_a_file_and_come_back(cast):
    rulebook.set_strength(rule(), "en", None, "lower", by=cast.ani)
    saved = exchanging.to_toml()
    rulebook.set_strength(rule(), "en", None, "", by=cast.ani)
    assert exchanging.from_toml(saved, by=cast.ani).settings == 1
    assert RuleSetting.objects.get().rule == NAME
    unknown = saved.replace(NAME, "learned-nothing")
    assert exchanging.from_toml(unknown, by=cast.ani).refused == {"learned-nothing": "There is no such rule here."}
