"""A rule that breaks costs only itself: the words are there, admins are told its id, a moderator reads where it matters."""

from dataclasses import replace

import pytest

from moderation import books, troubles
from moderation.guidelines import load_book, site_book
from moderation.models import Rulebook, RuleTrouble, SiteRule
from tests.cast import HELD_WORDS, reply, share

pytestmark = pytest.mark.django_db


def own_rule(**more):
    made = {
        "rule_id": "own-walk-it-off", "name": "Walk it off", "category": 4, "level": "nudge", "state": "active",
        "patterns": "walk it off", "reason": "It can sound as if it were small.", "rewordings": "That sounds hard.",
        "examples": "Just walk it off.", "lookalikes": "I walked home.",
    }  # fmt: skip
    rule = SiteRule.objects.create(**made | more)
    Rulebook.count_up()
    books.shelf.forget()
    return rule


def broken(rule_id, monkeypatch, language="en"):
    """The built-in book with every pattern of one rule raising while it is matched."""
    book = load_book(language)

    def bad(entry):
        pattern, rule = entry
        return (replace(pattern, right=(Bad(),)), rule) if rule.id == rule_id else entry

    index = {word: tuple(map(bad, entries)) for word, entries in book.index.items()}
    monkeypatch.setattr(books, "load_book", lambda _language: replace(book, index=index))


class Bad:
    kind, optional = "word", False

    @property
    def words(self):
        raise ZeroDivisionError


def test_a_rule_that_raises_is_skipped_and_admins_read_its_id(cast, monkeypatch):
    broken("label-group", monkeypatch)
    post = reply(cast.bo, share(cast.ada), "Typical addict behaviour.")
    assert (post.state, post.unread) == ("published", False)  # a thought before posting is all that is missing
    assert "label-group" in RuleTrouble.objects.values_list("rule", flat=True)


def test_a_post_is_on_the_desk_as_not_read_when_a_rule_that_could_hold_it_broke(cast, as_user, monkeypatch):
    from moderation.guidelines import Context, read

    [finding] = read(HELD_WORDS, Context("reply"), load_book("en")).findings
    broken(finding.rule, monkeypatch)
    post = reply(cast.bo, share(cast.ada), "You idiot.")
    assert (post.state, post.unread, post.words) == ("published", True, "You idiot.")
    assert "not-read" in as_user(cast.mo, factor=True).get("/desk/").content.decode()
    page = as_user(cast.ani, factor=True).get("/manage/").content.decode()
    assert finding.rule in page and "idiot" not in page


def test_an_own_rule_that_cannot_be_used_costs_only_itself_and_says_why(cast, as_user):
    own_rule()
    own_rule(rule_id="own-bad", patterns="(never closed")
    book = books.book_for(cast.hearth)
    assert [rule.id for rule in book.own_rules] == ["own-walk-it-off"]
    assert len(book.rules) == len(load_book("en").rules)
    trouble = RuleTrouble.objects.get()
    assert (trouble.rule, trouble.why) == ("own-bad", "unusable") and "not closed" in trouble.detail
    assert "own-bad" in as_user(cast.ani, factor=True).get("/manage/").content.decode()


def test_an_own_rule_that_spends_too_much_is_skipped_and_named():
    evil = {"id": "own-evil", "category": 4, "level": "tip", "patterns": ["b *14 a *14 (b b b)"], "reason": "r",
            "rewordings": ["w"], "examples": [], "lookalikes": []}  # fmt: skip
    from moderation.guidelines import Context, read

    book, refused = site_book(load_book("en"), [evil], {})
    assert not refused
    guidance = read("a b " * 1_240, Context("reply"), book)
    assert guidance.unread == ("own-evil",)


def test_who_types_is_read_every_moment_and_admins_are_told_once_a_minute(db):
    for _time in range(20):
        troubles.tell_skipped(("own-x",))
    assert RuleTrouble.objects.get().times == 1


def test_admins_put_a_trouble_aside(cast, as_user):
    troubles.tell_skipped(("own-x",))
    ani = as_user(cast.ani, factor=True)
    assert ani.post("/manage/rules/troubles/own-x/").status_code == 303
    assert not RuleTrouble.objects.exists()
    assert "own-x" not in ani.get("/manage/").content.decode()
