"""Who looks at what just now: a claim tells colleagues apart, shuts nobody out, and ends by itself."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from moderation import actions, desk
from moderation.models import Claim, Duty, Opening
from peersupport.policy import Refused
from tests.cast import HELD_WORDS, reply, share

pytestmark = pytest.mark.django_db
TOLD = "A colleague is looking at this"


@pytest.fixture
def waiting(cast):
    actions.appoint(cast.out, Duty.Kind.MODERATOR)
    return reply(cast.bo, share(cast.ada), HELD_WORDS)


def test_the_press_that_opens_an_entry_claims_it_and_the_list_says_so_without_a_name(cast, as_user, waiting):
    cast.mo.handle = "handle-of-mo"
    cast.mo.save()
    first, second = as_user(cast.mo, factor=True), as_user(cast.out, factor=True)
    assert HELD_WORDS not in first.get(f"/desk/{waiting.public_id}/").content.decode()
    assert first.post(f"/desk/{waiting.public_id}/open/").status_code == 303
    assert HELD_WORDS[:7] in first.get(f"/desk/{waiting.public_id}/").content.decode()
    page = second.get("/desk/").content.decode()
    assert TOLD in page and "handle-of-mo" not in page


def test_the_second_is_told_and_may_look_too(cast, as_user, waiting):
    actions.claim(waiting, by=cast.mo)
    browser = as_user(cast.out, factor=True)
    browser.post(f"/desk/{waiting.public_id}/open/")
    page = browser.get(f"/desk/{waiting.public_id}/").content.decode()
    assert TOLD in page and HELD_WORDS[:7] not in page
    assert not Opening.objects.filter(by__user=cast.out).exists()
    browser.post(f"/desk/{waiting.public_id}/open/", {"too": "1"})
    assert HELD_WORDS[:7] in browser.get(f"/desk/{waiting.public_id}/").content.decode()
    assert Opening.objects.filter(by__user=cast.out).count() == 1
    assert Claim.objects.get().by == cast.mo


def test_ten_quiet_minutes_end_a_claim(cast, waiting):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert actions.claim(waiting, by=cast.mo)
        clock.shift(timedelta(minutes=9))
        actions.renew(waiting, by=cast.mo)
        clock.shift(timedelta(minutes=9))
        assert not actions.claim(waiting, by=cast.out)
        clock.shift(timedelta(minutes=2))
        assert desk.look(cast.mo).rows[0].claim is None
        assert actions.claim(waiting, by=cast.out)


def test_signing_out_lets_everything_go(cast, as_user, waiting):
    browser = as_user(cast.mo, factor=True)
    browser.post(f"/desk/{waiting.public_id}/open/")
    assert Claim.objects.filter(by=cast.mo).exists()
    browser.post("/accounts/logout/")
    assert not Claim.objects.exists()


def test_a_claim_is_passed_to_a_colleague_who_may_decide(cast, waiting):
    with pytest.raises(Refused):
        actions.pass_on(waiting, by=cast.mo, to=cast.out)
    actions.claim(waiting, by=cast.mo)
    assert desk.colleagues_for(cast.mo, waiting) == [cast.out]
    with pytest.raises(Refused):
        actions.pass_on(waiting, by=cast.mo, to=cast.fay.user)
    actions.pass_on(waiting, by=cast.mo, to=cast.out)
    assert Claim.objects.get().by == cast.out


def test_the_list_is_narrowed_to_mine_and_nobodys(cast, waiting):
    other = reply(cast.fay, share(cast.ada), HELD_WORDS)
    actions.claim(waiting, by=cast.mo)
    shown = lambda **filters: [row.id for row in desk.look(cast.mo, desk.Filters(**filters)).rows]  # noqa: E731
    assert shown(mine=True) == [waiting.public_id]
    assert shown(unclaimed=True) == [other.public_id]
    assert shown(circle=cast.lantern.public_id) == []
    assert len(shown(circle=cast.hearth.public_id)) == len(shown(language="en")) == 2
    assert shown(language="es") == []


def test_a_question_goes_back_to_everybody_and_answers_stay_on_the_entry(cast, waiting):
    actions.claim(waiting, by=cast.mo)
    actions.ask_colleagues(waiting, by=cast.mo, words="Is this banter between friends?")
    row = desk.look(cast.out).rows[0]
    assert row.asks and row.claim is None
    actions.give_opinion(waiting, by=cast.out, words="I would ask for other words.")
    assert [one.words for one in desk.entry_of(waiting).talk] == [
        "Is this banter between friends?", "I would ask for other words.",
    ]  # fmt: skip
