"""A decision can be undone for a while: nothing has changed and nobody was told. Then it goes out, whoever looks."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from circles import actions as circle_actions
from circles.models import Notice, Post
from moderation import actions, desk
from moderation.actions import Order
from moderation.models import Duty, Evidence, Flag, Pending, Review, RuleOutcome
from moderation.news import _last_change
from peersupport.live import bell
from peersupport.policy import Refused
from tests.cast import HELD_WORDS, WORRYING_WORDS, reply, share

pytestmark = pytest.mark.django_db
NOTE = "Could you say how you feel?"
LATER = timedelta(seconds=31)


@pytest.fixture
def waiting(cast):
    actions.appoint(cast.out, Duty.Kind.MODERATOR)
    return reply(cast.bo, share(cast.ada), HELD_WORDS)


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as travelling:
        yield travelling


def state(post: Post) -> str:
    post.refresh_from_db()
    return post.state


def test_nothing_happens_before_its_time_and_everything_after(cast, waiting, clock):
    actions.intend(waiting, by=cast.mo, order=Order("return", NOTE))
    assert actions.carry_out_due() == 0
    assert (state(waiting), Notice.objects.count(), Review.objects.count()) == ("held", 0, 0)
    assert desk.look(cast.out).rows == []
    clock.shift(LATER)
    assert actions.carry_out_due() == 1
    assert (state(waiting), waiting.note) == ("returned", NOTE)
    assert Notice.objects.get().person == cast.bo.user
    assert Review.objects.get().decision == "return"
    assert actions.carry_out_due() == 0


def test_undone_in_time_it_never_was(cast, waiting, clock):
    pending = actions.intend(waiting, by=cast.mo, order=Order("remove", NOTE))
    assert actions.undo(pending, by=cast.mo) == Order("remove", NOTE)
    clock.shift(LATER)
    assert actions.carry_out_due() == 0
    assert (state(waiting), Notice.objects.count(), Review.objects.count()) == ("held", 0, 0)
    assert [row.is_mine for row in desk.look(cast.mo).rows] == [True]


def test_after_its_time_and_by_somebody_else_it_cannot_be_undone(cast, waiting, clock):
    pending = actions.intend(waiting, by=cast.mo, order=Order("keep"))
    with pytest.raises(Refused):
        actions.undo(pending, by=cast.out)
    clock.shift(LATER)
    with pytest.raises(Refused):
        actions.undo(pending, by=cast.mo)
    actions.carry_out_due()
    assert state(waiting) == "published"


def test_two_moderators_decide_once(cast, waiting):
    actions.intend(waiting, by=cast.mo, order=Order("keep"))
    with pytest.raises(Refused):
        actions.intend(waiting, by=cast.out, order=Order("remove", NOTE))
    assert Pending.objects.count() == 1


def test_holding_waits_for_nothing(cast):
    post = share(cast.ada)
    actions.flag(cast.bo, post, kind="agreement", words="")
    assert actions.intend(post, by=cast.mo, order=Order("hold")) is None
    assert state(post) == "held"
    assert [row.kind for row in desk.look(cast.mo).rows] == ["held"]
    assert Flag.objects.open().count() == 1


def test_words_taken_back_meanwhile_leave_the_reason_in_the_log_and_thank_the_reporter(cast, clock):
    post = share(cast.ada)
    actions.flag(cast.bo, post, kind="agreement", words="")
    actions.intend(post, by=cast.mo, order=Order("remove", NOTE))
    circle_actions.withdraw(cast.ada, post)
    clock.shift(LATER)
    actions.carry_out_due()
    assert state(post) == "withdrawn"
    assert Review.objects.get().decision == "overtaken"
    assert Evidence.objects.get(kind="reason").words == NOTE
    assert Notice.objects.get().kind == "outcome"


def test_the_hub_carries_out_what_is_due_when_it_looks(cast, waiting, clock):
    actions.intend(waiting, by=cast.mo, order=Order("keep"))
    before = _last_change(["all"])
    clock.shift(LATER)
    assert _last_change(["all"]) != before
    assert state(waiting) == "published"


def test_one_that_breaks_waits_and_the_others_go_on(cast, waiting, clock, monkeypatch):
    other = reply(cast.fay, share(cast.ada), HELD_WORDS)
    actions.intend(waiting, by=cast.mo, order=Order("keep"))
    actions.intend(other, by=cast.mo, order=Order("keep"))
    clock.shift(LATER)
    release = circle_actions.release
    monkeypatch.setattr(circle_actions, "release", lambda post: 1 / 0 if post.pk == waiting.pk else release(post))
    assert actions.carry_out_due() == 1
    assert (state(waiting), state(other)) == ("held", "published")
    monkeypatch.setattr(circle_actions, "release", release)
    assert actions.carry_out_due() == 1
    assert state(waiting) == "published"


def test_the_page_shows_what_the_author_will_read_then_sends_then_undoes(cast, as_user, waiting):
    browser = as_user(cast.mo, factor=True)
    path = f"/desk/{waiting.public_id}/"
    browser.post(f"{path}open/")
    shown = browser.post(path, {"decision": "return", "note": NOTE})
    assert shown.status_code == 200 and "This is what they will read" in shown.content.decode()
    assert not Pending.objects.exists()
    assert browser.post(path, {"decision": "return", "note": NOTE, "confirmed": "1"}).status_code == 303
    page = browser.get("/desk/").content.decode()
    undo = f"/desk/undo/{Pending.objects.get().public_id}/"
    assert undo in page
    again = browser.post(undo).content.decode()
    assert NOTE in again and HELD_WORDS[:7] in again
    assert not Pending.objects.exists()


def test_a_false_alarm_keeps_the_post_and_counts_on_the_rule(cast, waiting):
    actions.decide(waiting, by=cast.mo, decision="mistaken")
    assert state(waiting) == "published"
    rules = {finding["rule"] for finding in waiting.guidance["findings"]}
    counted = {(row.rule, row.outcome) for row in RuleOutcome.objects.all()}
    assert counted == {(rule, outcome) for rule in rules for outcome in ("shown", "mistaken")}


def test_a_content_note_keeps_the_words_and_closes_them(cast, as_user):
    post = share(cast.ada, "It was a hard week.")
    actions.flag(cast.bo, post, kind="agreement", words="")
    actions.decide(post, by=cast.mo, decision="note", theme="a relapse")
    assert (state(post), post.content_note) == ("published", "a relapse")
    page = as_user(cast.bo.user).get(f"/circles/{cast.hearth.public_id}/").content.decode()
    assert (
        '<details class="content-note" data-theme="other"><summary>Content note: <bdi>a relapse</bdi></summary>' in page
    )
    assert Notice.objects.get(person=cast.ada.user).kind == "noted"


def test_an_author_notes_their_own_words_and_nobody_elses(cast, as_user):
    post = share(cast.ada, "It was a hard week.")
    path = f"/circles/{cast.hearth.public_id}/posts/{post.public_id}/content-note/"
    assert as_user(cast.bo.user).post(path, {"note_words": "x"}).status_code == 403
    assert as_user(cast.ada.user).post(path, {"note_words": "a hard week"}).status_code == 303
    assert state(post) == "published" and post.content_note == "a hard week"


def test_nothing_done_out_of_care_can_hide_the_words(cast):
    post = share(cast.ada, WORRYING_WORDS)
    for decision in ("return", "remove", "hold", "pause", "unseat", "note"):
        with pytest.raises(Refused):
            actions.intend(post, by=cast.mo, order=Order(decision, NOTE, "theme", 24))
    actions.intend(post, by=cast.mo, order=Order("cared"))
    assert state(post) == "published"
    assert not RuleOutcome.objects.exists()


def test_looking_after_somebody_leaves_what_was_told_about_the_agreement(cast):
    post = share(cast.ada, WORRYING_WORDS)
    actions.flag(cast.bo, post, kind="agreement", words="")
    actions.decide(post, by=cast.mo, decision="cared")
    assert [row.kind for row in desk.look(cast.mo).rows] == ["told"]


class Hub:
    """As the bell sees it; keeps what is to be done later."""

    def __init__(self) -> None:
        self.loop, self.later = self, []

    def call_soon_threadsafe(self, work, *words):
        work(*words)

    def rung(self, topic, number):
        pass

    def do_later(self, seconds, work):
        self.later.append((seconds, work))


def test_the_web_process_carries_it_out_at_its_moment_and_no_worker_comes_before(
    cast, waiting, clock, monkeypatch, django_capture_on_commit_callbacks
):
    hub = Hub()
    monkeypatch.setattr(bell, "_listener", hub)
    with django_capture_on_commit_callbacks(execute=True):
        actions.intend(waiting, by=cast.mo, order=Order("return", NOTE))
    [(seconds, work)] = hub.later
    clock.shift(seconds)
    assert actions.carry_out_left_behind() == 0, "nobody would hear its bells"
    assert work() == 1 and state(waiting) == "returned"


def test_the_worker_finds_what_a_process_that_ended_left_behind(cast, waiting, clock):
    actions.intend(waiting, by=cast.mo, order=Order("return", NOTE))
    clock.shift(LATER)
    assert actions.carry_out_left_behind() == 0
    clock.shift(2)
    assert actions.carry_out_left_behind() == 1 and state(waiting) == "returned"
