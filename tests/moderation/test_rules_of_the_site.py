"""Rules in the hands of admins: settings, own phrases, the trial, the way to a file and back."""

import contextlib
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from circles import actions as circle_actions
from moderation import actions, books
from moderation.actions import exchanging, rulebook, trying
from moderation.guidelines import Context, load_book, read
from moderation.guidelines.reader import all_findings
from moderation.guidelines.site import is_floor
from moderation.models import Opening, Rulebook, RuleOutcome, RuleSetting, SiteRule, Subject, Trial
from moderation.own_rules import wording
from peersupport.policy import Refused
from tests.cast import draft, reply, share

pytestmark = pytest.mark.django_db
BOOK = load_book("en")
NUDGED = "Typical addict behaviour."
FORM = {
    "name": "Wagon", "category": "4", "level": "nudge", "circle": "", "patterns": "hop~ on the wagon",
    "line": "", "reason": "It can sound as if it were small.", "rewordings": "That sounds hard.",
    "examples": "Time to hop on the wagon.\nTry hopping on the wagon.", "lookalikes": "I walked home.\nThe offer stands.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def changes_are_in_force_at_once(monkeypatch):
    """Tests that do not commit never hear of a commit."""
    monkeypatch.setattr(books, "LOOK_AGAIN", 0.0)


@pytest.fixture
def ani(cast, as_user):
    return as_user(cast.ani, factor=True)


def rule_of(rule_id):
    return next(rule for rule in (*BOOK.rules, *BOOK.cues) if rule.id == rule_id)


def ids(circle, words=NUDGED):
    return [one.rule for one in read(words, Context("reply"), books.book_for(circle)).findings]


def own(ani):
    assert ani.post("/manage/rules/new/", FORM).status_code == 303
    return SiteRule.objects.get()


def on(rule, cast):
    for trial in Trial.objects.filter(ended_at=None):
        trying.run_trial(trial.pk)
    rulebook.activate(rule, by=cast.ani)


# Settings


def test_a_rule_is_switched_off_for_one_circle_and_the_others_keep_it(cast, ani):
    page, hearth, lantern = "/manage/rules/en/label-group/", cast.hearth, cast.lantern
    assert level_in(hearth) == level_in(lantern) == "nudge"
    assert ani.post(page, {"circle": hearth.public_id, "strength": "off"}).status_code == 303
    assert (level_in(hearth), level_in(lantern)) == ("", "nudge")
    ani.post(page, {"circle": "", "strength": "lower"})
    assert (level_in(hearth), level_in(lantern)) == ("", "tip")  # the circle's own setting wins
    ani.post(page, {"circle": hearth.public_id, "strength": ""})
    assert level_in(hearth) == level_in(lantern) == "tip"
    ani.post(page, {"circle": "", "strength": ""})
    assert level_in(hearth) == level_in(lantern) == "nudge"


def test_a_circle_keeps_a_rule_as_it_came_whatever_the_site_has(cast, ani):
    page, hearth, lantern = "/manage/rules/en/label-group/", cast.hearth, cast.lantern
    ani.post(page, {"circle": "", "strength": "off"})
    assert ani.post(page, {"circle": hearth.public_id, "strength": "came"}).status_code == 303
    assert (level_in(hearth), level_in(lantern)) == ("nudge", "")
    said = ani.get(page).content.decode()
    assert "<strong>as it came</strong>" in said and "Like the site" in said
    ani.post(page, {"circle": "", "strength": "lower"})
    assert (level_in(hearth), level_in(lantern)) == ("nudge", "tip")
    ani.post(page, {"circle": hearth.public_id, "strength": ""})
    assert level_in(hearth) == level_in(lantern) == "tip"


def test_as_it_came_for_the_whole_site_is_no_setting_at_all(cast, ani):
    page = "/manage/rules/en/label-group/"
    ani.post(page, {"circle": "", "strength": "off"})
    ani.post(page, {"circle": "", "strength": "came"})
    assert level_in(cast.hearth) == "nudge"
    assert not RuleSetting.objects.exists()


def test_the_second_reader_speaks_in_a_circle_that_keeps_it_as_it_came(cast):
    RuleSetting.objects.create(rule="learned-shaming-and-blame", strength="off")
    RuleSetting.objects.create(rule="learned-shaming-and-blame", strength="came", circle=cast.hearth)
    Rulebook.count_up()
    assert "learned-shaming-and-blame" not in books.book_for(cast.hearth).resting
    assert "learned-shaming-and-blame" in books.book_for(cast.lantern).resting


def test_a_file_sets_no_rule_to_as_it_came(cast, ani):
    taken = exchanging.from_toml('[[setting]]\nrule = "label-group"\nstrength = "came"\n', by=cast.ani)
    assert (taken.settings, set(taken.refused)) == (0, {"label-group"})


def level_in(circle):
    found = all_findings(NUDGED, Context("reply"), books.book_for(circle))
    return next((one.level for one in found if one.rule == "label-group"), "")


FLOOR = [rule.id for rule in (*BOOK.rules, *BOOK.cues) if is_floor(rule)]


@pytest.mark.parametrize("strength", ["off", "lower", "came"])
def test_what_keeps_people_safe_cannot_be_switched_off_or_weakened(cast, ani, strength):
    assert len(FLOOR) > len(BOOK.cues) > 0
    for rule_id in FLOOR:
        with pytest.raises(Refused):
            rulebook.set_strength(rule_of(rule_id), "en", None, strength, by=cast.ani)
    assert ani.post(f"/manage/rules/en/{FLOOR[0]}/", {"strength": strength}).status_code == 303
    assert not RuleSetting.objects.exists()


def test_a_row_in_the_database_does_not_switch_off_what_keeps_people_safe(cast):
    for rule_id in FLOOR:
        RuleSetting.objects.create(rule=rule_id, strength="off")
    Rulebook.count_up()
    book = books.book_for(cast.hearth)
    assert book.care_index == BOOK.care_index
    for words in ("Shut up, you idiot.", "I want to kill myself tonight."):
        assert read(words, Context("reply"), book) == read(words, Context("reply"), BOOK)


def test_the_second_reader_is_quiet_about_a_guideline_that_was_switched_off(cast):
    RuleSetting.objects.create(rule="learned-shaming-and-blame", strength="off")
    Rulebook.count_up()
    assert "learned-shaming-and-blame" in books.book_for(cast.hearth).resting


def test_another_process_notices_within_five_seconds(cast, monkeypatch):
    monkeypatch.setattr(books, "LOOK_AGAIN", 5.0)
    now = [100.0]
    elsewhere = books.Shelf(clock=lambda: now[0])
    assert "label-group" in {rule.id for rule in elsewhere.book("en", None).rules}
    rulebook.set_strength(rule_of("label-group"), "en", None, "off", by=cast.ani)
    now[0] += 4.9
    assert "label-group" in {rule.id for rule in elsewhere.book("en", None).rules}
    now[0] += 0.2
    assert "label-group" not in {rule.id for rule in elsewhere.book("en", None).rules}


def test_a_book_is_asked_for_without_a_query_while_nothing_is_to_be_looked_at(cast, monkeypatch):
    monkeypatch.setattr(books, "LOOK_AGAIN", 5.0)
    books.book_for(cast.hearth)
    with CaptureQueriesContext(connection) as asked:
        books.book_for(cast.hearth)
    assert len(asked) == 0


# Own rules


def test_a_rule_is_kept_only_when_it_passes_its_own_test(ani):
    for changed, said in (
        ({"examples": "Time to hop on the wagon.\nGo for a run."}, "Not found: Go for a run."),
        ({"lookalikes": "I walked home.\nHop on the wagon."}, "Found, and should not be: Hop on the wagon."),
        ({"patterns": "(hop on the wagon"}, "bracket"),
        ({"patterns": "@nothing off"}, "There is no class"),
        ({"examples": "Time to hop on the wagon."}, "Two at least"),
        ({"patterns": "*14 *14 *14 walk *14 *14 *14 it *14 *14 off"}, "too wide"),
    ):
        answer = ani.post("/manage/rules/new/", FORM | changed)
        assert answer.status_code == 422 and said in answer.content.decode(), said
    assert not SiteRule.objects.exists()


def test_a_line_is_tried_out_and_nothing_is_kept(ani):
    page = ani.post("/manage/rules/new/", FORM | {"try": "1", "line": "Time to hop on the wagon, mate.", "reason": ""})
    assert page.status_code == 200 and "<mark>hop on the wagon</mark>" in page.content.decode()
    page = ani.post("/manage/rules/new/", FORM | {"try": "1", "line": "Do not hop on the wagon."}).content.decode()
    assert "Nothing found in this line." in page
    assert not SiteRule.objects.exists() and not Trial.objects.exists()


def test_a_new_rule_says_nothing_before_it_was_tried_and_switched_on(cast, ani):
    rule = own(ani)
    assert rule.state == "trial" and ids(cast.hearth, "Time to hop on the wagon.") == []
    with pytest.raises(Refused):
        rulebook.activate(rule, by=cast.ani)
    ani.post(f"/manage/rules/own/{rule.rule_id}/act/", {"act": "activate"})
    assert ids(cast.hearth, "Time to hop on the wagon.") == []
    on(rule, cast)
    assert ids(cast.hearth, "Time to hop on the wagon.") == [rule.rule_id]
    ani.post(f"/manage/rules/own/{rule.rule_id}/act/", {"act": "rest"})
    assert ids(cast.hearth, "Time to hop on the wagon.") == []


def test_other_phrases_need_another_trial_and_another_reason_does_not(cast, ani):
    rule = own(ani)
    on(rule, cast)
    edit = f"/manage/rules/own/{rule.rule_id}/edit/"
    assert ani.post(edit, FORM | {"reason": "A softer reason."}).status_code == 303
    rule.refresh_from_db()
    assert (rule.state, rule.reason) == ("active", "A softer reason.")
    ani.post(edit, FORM | {"patterns": "hop~ on the wagon\nhop~ off the wagon"})
    rule.refresh_from_db()
    assert rule.state == "trial" and Trial.objects.get().wording == wording(rule)


def test_an_own_rule_of_one_circle_stays_there(cast, ani):
    ani.post("/manage/rules/new/", FORM | {"circle": cast.hearth.pk})
    on(SiteRule.objects.get(), cast)
    assert ids(cast.hearth, "Time to hop on the wagon.") and not ids(cast.lantern, "Time to hop on the wagon.")


# The trial


def test_a_trial_counts_by_circle_and_shows_only_what_a_moderator_had_before_them(cast, ani):
    told = reply(cast.bo, share(cast.ada), "My uncle is odd. Time for hopping on the wagon, really.")
    reply(cast.bo, share(cast.ada), "Hop on the wagon.")
    share(cast.cy, "I walked home.")
    actions.flag(cast.fay, told, kind="agreement", words="")
    Opening.objects.create(post=told, by=Subject.of(cast.mo))
    rule = own(ani)
    trial = Trial.objects.get()
    trying.run_trial(trial.pk)
    trial.refresh_from_db()
    counts = {count.circle.name: (count.read, count.found) for count in trial.counts.all()}
    assert counts == {"Hearth": (4, 2), "Lantern": (1, 0)}
    page = ani.get(f"/manage/rules/own/{rule.rule_id}/").content.decode()
    assert "2 posts of 5" in page and "uncle" not in page
    looked = ani.post(f"/manage/rules/own/{rule.rule_id}/look/").content.decode()
    assert looked.count("<mark>") == 1 and "uncle" in looked
    assert list(Opening.objects.filter(by__user=cast.ani).values_list("post", flat=True)) == [told.pk]
    circle_actions.withdraw(cast.bo, told)
    assert "uncle" not in ani.post(f"/manage/rules/own/{rule.rule_id}/look/").content.decode()


def test_where_a_trial_found_more_than_it_shows_the_pages_say_how_many(cast, ani, monkeypatch):
    monkeypatch.setattr(trying, "EXCERPTS", 2)
    found = [reply(cast.bo, share(cast.ada), "Time to hop on the wagon.") for _number in range(4)]
    Opening.objects.bulk_create(Opening(post=post, by=Subject.of(cast.mo)) for post in found[:3])
    rule = own(ani)
    path = f"/manage/rules/own/{rule.rule_id}/"
    trying.run_trial(Trial.objects.get().pk)
    assert "2 of 4 can be shown." in ani.get(path).content.decode()
    looked = ani.post(f"{path}look/").content.decode()
    assert looked.count("<mark>") == 2 and "2 of 4 shown." in looked
    circle_actions.withdraw(cast.bo, found[0])
    assert "1 of 4 shown." in ani.post(f"{path}look/").content.decode()


def test_where_a_trial_shows_all_it_found_no_page_speaks_of_others(cast, ani):
    post = reply(cast.bo, share(cast.ada), "Time to hop on the wagon.")
    Opening.objects.create(post=post, by=Subject.of(cast.mo))
    rule = own(ani)
    path = f"/manage/rules/own/{rule.rule_id}/"
    trying.run_trial(Trial.objects.get().pk)
    assert "can be shown." not in ani.get(path).content.decode()
    assert " of 1 shown." not in ani.post(f"{path}look/").content.decode()


def test_a_trial_that_was_cut_off_goes_on_and_counts_nothing_twice(cast, ani, monkeypatch):
    monkeypatch.setattr(trying, "CHUNK", 2)
    above = share(cast.ada)
    for _number in range(5):
        reply(cast.bo, above, "Time to hop on the wagon.") if _number % 2 else share(cast.ada, "Hop on the wagon.")
    own(ani)
    trial = Trial.objects.get()
    book = trying.alone(trial.rule.table(), "en")
    first = trying._one_chunk(trial, book)
    assert first.ended_at is None
    stale = Trial.objects.get()  # a second worker that began from the same place
    assert trying._one_chunk(first, book) is not None
    assert trying._one_chunk(stale, book) is None
    trying.run_trial(trial.pk)  # the one that was cut off is begun again
    trying.run_trial(trial.pk)
    trial.refresh_from_db()
    assert trial.done == trial.total == 6 == sum(trial.counts.values_list("read", flat=True))
    assert sum(trial.counts.values_list("found", flat=True)) == 2


def test_a_trial_whose_worker_is_gone_is_asked_for_again(cast, ani, monkeypatch):
    asked = []
    monkeypatch.setattr(trying, "_ask_worker", asked.append)
    own(ani)
    trial = Trial.objects.get()
    trying.go_on_with_trials()
    assert asked == [trial.pk]
    Trial.objects.update(beat_at=trial.beat_at - 2 * trying.LEFT_BEHIND)
    trying.go_on_with_trials()
    trying.go_on_with_trials()
    assert asked == [trial.pk, trial.pk]


# The report card


def test_what_a_writer_made_of_a_rule_is_counted_by_id_only(cast):
    above = share(cast.ada)
    for words, seen in (
        (NUDGED, frozenset()), ("I hear you.", {"label-group"}), (NUDGED, {"label-group", "made-up-by-a-browser"}),
    ):  # fmt: skip
        with contextlib.suppress(circle_actions.Nudged):
            circle_actions.reply(cast.bo, above, draft(words, seen=frozenset(seen)))
    counted = list(RuleOutcome.objects.order_by("pk").values_list("rule", "outcome"))
    assert counted == [("label-group", "shown"), ("label-group", "reworded"), ("label-group", "as-is")]


def test_a_card_is_a_chart_and_the_same_numbers_in_a_table(cast, ani):
    for outcome in ["mistaken"] * 4 + ["upheld"] * 2:
        RuleOutcome.objects.create(rule="label-group", outcome=outcome)
    page = ani.get("/manage/rules/en/label-group/").content.decode()
    assert page.count('class="rule-bar is-wrong"') == page.count('class="rule-bar is-good"') == 1
    assert "<caption" in page and "style=" not in page
    listed = ani.get("/manage/rules/").content.decode()
    assert "4 of 6 findings a false alarm" in listed.replace("Moderators called ", "")
    ani.post("/manage/rules/en/label-group/", {"strength": "off"})
    assert "findings a false alarm" not in ani.get("/manage/rules/").content.decode()


# To a file and back


def test_rules_go_to_a_file_and_come_back_on_trial(cast, ani):
    rule = own(ani)
    on(rule, cast)
    ani.post("/manage/rules/en/label-group/", {"strength": "off"})
    text = ani.get("/manage/rules/export/").content.decode()
    before = rule.table()
    SiteRule.objects.all().delete()
    RuleSetting.objects.all().delete()
    taken = exchanging.from_toml(text, by=cast.ani)
    assert (taken.rules, taken.settings, taken.refused) == ([rule.rule_id], 1, {})
    back = SiteRule.objects.get()
    assert (back.table(), back.state) == (before, "trial")
    assert RuleSetting.objects.get().rule == "label-group"


def test_one_bad_rule_in_a_file_costs_only_itself(cast, ani):
    rule = own(ani)
    good = exchanging.to_toml()
    bad = good.replace(rule.rule_id, "own-bad").replace("hop~ on the wagon", "never *3")
    floor = f'[[setting]]\nrule = "{FLOOR[0]}"\nstrength = "off"\n'
    taken = exchanging.from_toml(good + bad + floor + "[[rule]]\nid = 7\n", by=cast.ani)
    assert taken.rules == [rule.rule_id] and taken.settings == 0
    assert set(taken.refused) == {"own-bad", FLOOR[0], "7"}
    with pytest.raises(exchanging.NotRules):
        exchanging.from_toml("[[", by=cast.ani)


# Pages


def test_the_rulebook_is_browsed_and_searched(ani):
    page = ani.get("/manage/rules/?guideline=labelling-the-person").content.decode()
    assert "label-group" in page and "label-people-like-you" in page
    assert "label-group" in ani.get("/manage/rules/?q=one+story").content.decode()
    one = ani.get("/manage/rules/en/label-group/").content.decode()
    for text in (*rule_of("label-group").examples, rule_of("label-group").reason):
        assert re.sub("['’]", "&#x27;", text) in one
    assert ani.get("/manage/rules/xx/label-group/").status_code == 404
    assert ani.get("/manage/rules/en/nothing/").status_code == 404


def test_rule_pages_take_eight_queries_at_most(cast, ani):
    rule = own(ani)
    on(rule, cast)
    rulebook.set_strength(rule_of("label-group"), "en", cast.hearth, "off", by=cast.ani)
    for outcome in RuleOutcome.Outcome.values:
        RuleOutcome.objects.create(rule=rule.rule_id, outcome=outcome)
    for path in ("", "?q=you", "new/", "en/label-group/", f"own/{rule.rule_id}/", f"own/{rule.rule_id}/edit/",
                 "import/", "export/"):  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            assert ani.get(f"/manage/rules/{path}").status_code == 200
        shown = [query["sql"] for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(shown) <= 8, (path, shown)


def test_only_admins_with_a_second_factor_come_in(cast, as_user):
    assert as_user(cast.ani).get("/manage/rules/")["Location"] == "/accounts/second-factor/"
    assert as_user(cast.mo, factor=True).get("/manage/rules/").status_code == 404
