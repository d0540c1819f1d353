"""When it is too much, or minutes count: stepping back, a circle that rests, a call to everyone on duty, runbooks."""

from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.utils import timezone

from circles.models import Circle, Notice, Post
from moderation import actions, desk
from moderation.models import Claim, Review
from moderation.runbooks import runbooks
from peersupport.policy import Refused
from tests.cast import HELD_WORDS, WORRYING_WORDS, reply, share, take_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def ola(cast):
    """A second moderator."""
    actions.appoint(cast.out, "moderator")
    return cast.out


def waits(cast, minutes: int = 20) -> Post:
    post = share(cast.ada, WORRYING_WORDS)
    Post.objects.filter(pk=post.pk).update(written_at=timezone.now() - timedelta(minutes=minutes))
    return post


def called() -> list[str]:
    return sorted(Notice.objects.filter(kind="care-waits").values_list("person__handle", flat=True))


def test_whom_i_know_is_for_others_in_every_circle(cast, ola):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    elsewhere = reply(take_seat(cast.bo.user, cast.lantern), share(cast.cy), HELD_WORDS)
    actions.claim(post, by=cast.mo)
    actions.recuse(post, by=cast.mo)
    assert desk.look(cast.mo).rows == []
    assert desk.look(cast.mo).counts["held"] == 0
    assert {row.id for row in desk.look(ola).rows} == {post.public_id, elsewhere.public_id}
    assert not Claim.objects.exists()
    assert desk.open_post(cast.mo, elsewhere.public_id) is None
    with pytest.raises(Refused):
        actions.decide(post, by=cast.mo, decision="keep")


def test_an_appeal_of_whom_i_know_is_for_others(cast, ola):
    post = share(cast.ada, "He is a fool.")
    actions.flag(cast.bo, post, kind="agreement", words="")
    appeal = actions.appeal(actions.decide(post, by=ola, decision="remove", note="Why."), cast.ada, "But.")
    other = reply(cast.ada, share(cast.bo), HELD_WORDS)
    assert desk.look(cast.mo).counts["appeals"] == 1
    actions.recuse(other, by=cast.mo)
    assert desk.look(cast.mo).counts["appeals"] == 0
    assert desk.open_appeal(cast.mo, appeal.public_id) is None
    with pytest.raises(Refused):
        actions.answer(appeal, by=cast.mo, decision="uphold", note="No.")


def test_one_press_lets_the_circle_rest_and_the_log_says_who(cast, as_user):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    browser = as_user(cast.mo, factor=True)
    browser.post(f"/desk/{post.public_id}/open/")
    browser.post(f"/desk/{post.public_id}/freeze/")
    assert Circle.objects.get(pk=cast.hearth.pk).is_resting
    review = Review.objects.get()
    assert (review.decision, review.by.user) == ("freeze", cast.mo)
    assert as_user(cast.ada.user).get(f"/circles/{cast.hearth.public_id}/").status_code == 200
    assert desk.look(cast.mo).counts["held"] == 1


def test_nobody_freezes_the_circle_they_sit_in(cast):
    take_seat(cast.mo, cast.hearth)
    with pytest.raises(Refused):
        actions.freeze(share(cast.ada), by=cast.mo)
    assert not Circle.objects.get(pk=cast.hearth.pk).is_resting


def test_care_that_nobody_looks_at_calls_those_on_duty_once_and_without_words(cast, ola, as_user):
    waits(cast)
    actions.begin_shift(cast.mo)
    assert actions.call_for_care() == 1
    assert actions.call_for_care() == 0
    assert called() == ["mo"]
    page = as_user(cast.mo).get("/").content.decode()
    assert "Something on the desk has waited" in page
    assert "/desk/?kind=care" in page
    assert "Hearth" not in page
    assert "Ada" not in page


def test_where_nobody_has_begun_a_shift_all_moderators_are_called(cast, ola):
    waits(cast)
    actions.call_for_care()
    assert called() == ["mo", "out"]


@pytest.mark.parametrize("touch", ["claim", "reach_out", "cared", "too_early"])
def test_care_that_somebody_touched_calls_nobody(cast, touch):
    post = waits(cast, minutes=5 if touch == "too_early" else 20)
    if touch == "claim":
        actions.claim(post, by=cast.mo)
    if touch == "reach_out":
        actions.reach_out(post, by=cast.mo, words="I read it.", signed="Mo")
    if touch == "cared":
        actions.decide(post, by=cast.mo, decision="cared")
    assert actions.call_for_care() == 0


def test_a_worry_that_waits_calls_too_and_never_a_circle_mate(cast, ola):
    take_seat(cast.mo, cast.hearth)
    post = share(cast.ada)
    flag = actions.flag(cast.bo, post, kind="worried", words="")
    type(flag).objects.filter(pk=flag.pk).update(made_at=timezone.now() - timedelta(minutes=20))
    actions.call_for_care()
    assert called() == ["out"]


def test_three_runbooks_are_one_press_from_an_entry_and_name_the_lead(cast, as_user, settings):
    settings.SAFEGUARDING_LEAD, settings.SAFEGUARDING_HOURS = "Nour, 0800 5550 100", "every day"
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    browser = as_user(cast.mo, factor=True)
    page = browser.post(f"/desk/{post.public_id}/open/", follow=True).content.decode()
    assert len(runbooks()) == 3
    for one in runbooks():
        path = f"/desk/what-to-do/{one.slug}/"
        assert path in page
        assert "0800 5550 100" in browser.get(path).content.decode()
    assert browser.get("/desk/what-to-do/something-else/").status_code == 404
    assert "0800 5550 100" in page
    assert "0800 5550 100" in browser.get("/desk/help-for-me/").content.decode()


@pytest.mark.parametrize(("lead", "warned"), [("", True), ("Nour, 0800 5550 100", False)])
def test_a_site_without_a_lead_is_warned(settings, lead, warned):
    settings.SAFEGUARDING_LEAD = lead
    found = [one.id for one in run_checks(include_deployment_checks=True)]
    assert ("moderation.W001" in found) is warned
