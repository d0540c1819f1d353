"""The desk is a query: what waits, for whom, in which order, and what a decision does."""

import pytest
from django.utils import timezone

from circles import actions as circle_actions
from circles.models import Notice
from moderation import actions, desk
from moderation.models import AppendOnly, Duty, Flag, Opening, Review
from peersupport.accounts.models import User
from peersupport.policy import Refused
from tests.cast import HELD_WORDS, WORRYING_WORDS, reply, share, take_seat

pytestmark = pytest.mark.django_db


def kinds(user: User) -> list[str]:
    return [row.kind for row in desk.look(user).rows]


def test_nothing_waits_at_first(cast):
    share(cast.ada)
    assert kinds(cast.mo) == []


def test_care_comes_before_held_before_told(cast):
    first = share(cast.ada)
    actions.flag(cast.bo, first, kind="agreement", words="")
    reply(cast.bo, first, HELD_WORDS)
    share(cast.cy, WORRYING_WORDS)
    assert kinds(cast.mo) == ["care", "held", "told"]


def test_a_worried_flag_is_care(cast):
    actions.flag(cast.bo, share(cast.ada), kind="worried", words="She sounded different.")
    assert kinds(cast.mo) == ["care"]


def test_care_is_never_pushed_off_the_page_by_older_entries(cast):
    for number in range(desk.SHOWN_AT_ONCE + 3):
        seat = (cast.ada, cast.bo)[number % 2]
        reply(seat, share(cast.fay, f"Share {number}."), HELD_WORDS)
    share(cast.ada, WORRYING_WORDS)
    assert kinds(cast.mo)[0] == "care"
    assert len(kinds(cast.mo)) == desk.SHOWN_AT_ONCE
    assert desk.look(cast.mo).counts["held"] == desk.SHOWN_AT_ONCE + 3


def test_the_marked_words_are_the_ones_the_rule_found(cast):
    reply(cast.bo, share(cast.ada), HELD_WORDS)
    post = desk.open_post(cast.mo, desk.look(cast.mo).rows[0].id)
    assert post is not None
    entry = desk.entry_of(post)
    assert "".join(piece.text for piece in entry.pieces) == HELD_WORDS
    assert any(piece.finding and piece.finding.level == "hold" for piece in entry.pieces)


def test_a_moderator_of_another_circle_sees_nothing(cast):
    actions.appoint(cast.out, Duty.Kind.MODERATOR, circle=cast.lantern)
    reply(cast.bo, share(cast.ada), HELD_WORDS)
    assert kinds(cast.out) == []
    assert kinds(cast.mo) == ["held"]


def test_nobody_moderates_the_circle_they_sit_in(cast):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    take_seat(cast.mo, cast.hearth)
    assert kinds(cast.mo) == []
    with pytest.raises(Refused):
        actions.decide(post, by=cast.mo, decision="keep")


def test_every_look_leaves_one_row(cast):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    desk.look(cast.mo)
    assert not Opening.objects.exists(), "the list shows no words"
    desk.open_post(cast.mo, post.public_id)
    desk.open_post(cast.mo, post.public_id)
    assert Opening.objects.filter(by__user=cast.mo).count() == 1


def test_letting_a_held_post_through_publishes_it_and_tells_its_author(cast):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    review = actions.decide(post, by=cast.mo, decision="keep")
    post.refresh_from_db()
    assert (post.state, review.decision, kinds(cast.mo)) == ("published", "keep", [])
    assert Notice.objects.get(person=cast.bo.user).kind == "kept"


def test_a_note_is_needed_to_return_or_remove(cast):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    for decision in ("return", "remove"):
        with pytest.raises(Refused):
            actions.decide(post, by=cast.mo, decision=decision)
    actions.decide(post, by=cast.mo, decision="return", note="Could you say how you feel?")
    post.refresh_from_db()
    assert (post.state, post.note) == ("returned", "Could you say how you feel?")


def test_a_removed_post_comes_back_to_its_old_place(cast):
    post = share(cast.ada)
    place = post.place
    actions.flag(cast.bo, post, kind="agreement", words="")
    actions.decide(post, by=cast.mo, decision="remove", note="This names a person.")
    post.refresh_from_db()
    assert post.state == "removed"
    actions.decide(post, by=cast.mo, decision="restore")
    post.refresh_from_db()
    assert (post.state, post.place) == ("published", place)
    assert list(Review.objects.values_list("decision", flat=True)) == ["remove", "restore"]


def test_keeping_a_told_post_answers_the_reporter_and_says_nothing_to_the_author(cast):
    post = share(cast.ada)
    actions.flag(cast.bo, post, kind="agreement", words="It felt like advice.")
    seq = post.seq
    actions.decide(post, by=cast.mo, decision="keep")
    post.refresh_from_db()
    assert post.seq == seq
    assert Notice.objects.get(person=cast.bo.user).kind == "outcome"
    assert not Notice.objects.filter(person=cast.ada.user).exists()
    assert Flag.objects.get().answered_by is not None


def test_looking_after_somebody_changes_nothing_in_the_circle(cast):
    post = share(cast.ada, WORRYING_WORDS)
    actions.decide(post, by=cast.mo, decision="cared")
    post.refresh_from_db()
    assert (post.state, post.care, kinds(cast.mo)) == ("published", False, [])
    assert post.worries_us, "its author still sees the help lines"


def test_two_moderators_decide_once(cast):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    stale = type(post).objects.get(pk=post.pk)
    actions.decide(post, by=cast.mo, decision="remove", note="This hurts.")
    with pytest.raises(Refused):
        actions.decide(stale, by=cast.mo, decision="keep")
    assert Review.objects.count() == 1


def test_the_author_who_withdraws_first_wins(cast):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    circle_actions.withdraw(cast.bo, post)
    with pytest.raises(Refused):
        actions.decide(post, by=cast.mo, decision="keep")
    post.refresh_from_db()
    assert post.state == "withdrawn"


def test_a_review_is_written_once(cast):
    review = actions.decide(reply(cast.bo, share(cast.ada), HELD_WORDS), by=cast.mo, decision="keep")
    review.decision = "remove"
    for change in (
        review.save,
        review.delete,
        Review.objects.all().delete,
        lambda: Review.objects.update(decision="remove"),
    ):
        with pytest.raises(AppendOnly):
            change()


def test_the_same_flag_twice_is_one(cast):
    post = share(cast.ada)
    actions.flag(cast.bo, post, kind="agreement", words="Once.")
    actions.flag(cast.bo, post, kind="agreement", words="Twice.")
    assert Flag.objects.get().words == "Twice."


def test_nobody_flags_their_own_or_from_outside(cast):
    post = share(cast.ada)
    with pytest.raises(Refused):
        actions.flag(cast.ada, post, kind="agreement", words="")


def test_a_duty_that_ended_opens_nothing(cast):
    reply(cast.bo, share(cast.ada), HELD_WORDS)
    actions.relieve(Duty.objects.get(user=cast.mo))
    cast.mo.refresh_from_db()
    assert kinds(cast.mo) == []
    assert not cast.mo.moderates


def test_an_admin_of_one_circle_is_no_admin_of_the_site(cast):
    actions.appoint(cast.out, Duty.Kind.ADMIN, circle=cast.hearth)
    cast.out.refresh_from_db()
    assert not (cast.out.manages or cast.out.is_staff or cast.out.is_superuser)


def test_the_admin_closes_when_the_duty_ends_by_date(cast, as_user):
    browser = as_user(cast.ani, factor=True)
    assert browser.get("/admin/").status_code == 200
    Duty.objects.filter(user=cast.ani).update(until=timezone.now())
    assert browser.get("/admin/").status_code == 302
    assert browser.get("/manage/").status_code == 404


def test_a_note_for_a_post_that_is_gone_is_not_lost(cast, as_user):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    circle_actions.withdraw(cast.bo, post)
    sent = {"decision": "return", "note": "Could you say how you feel?"}
    answer = as_user(cast.mo, factor=True).post(f"/desk/{post.public_id}/", sent)
    assert answer.status_code == 409
    assert "Could you say how you feel?" in answer.content.decode()
