"""A second look gives a seat back, and there is none: it waits, staff see it, and it goes out by itself."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from circles import actions as circle_actions
from circles.models import Circle, Membership, Notice
from moderation import actions, desk
from moderation.actions import Order
from moderation.actions.pending import TRIED_AGAIN
from moderation.models import Appeal, Duty, Pending, Review
from tests.cast import share, take_seat

pytestmark = pytest.mark.django_db
ORDER = Order("overturn", "You are right, and I am sorry.")
LATER = timedelta(seconds=31)


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as travelling:
        yield travelling


@pytest.fixture
def asked(cast) -> Appeal:
    """bo lost the seat and asks for a second look, which is for ola; the circle has as many seats as are taken now."""
    actions.appoint(cast.out, Duty.Kind.MODERATOR)
    post = share(cast.bo, "A share.")
    actions.flag(cast.ada, post, kind="agreement", words="")
    first = actions.decide(post, by=cast.mo, decision="unseat", note="Why.")
    Circle.objects.filter(pk=cast.hearth.pk).update(capacity=2)
    return actions.appeal(first, cast.bo, "Please look again.")


def seat_of(cast) -> str:
    return Membership.objects.get(pk=cast.bo.pk).state


def test_in_a_full_circle_it_waits_and_is_not_tried_each_second(cast, asked, clock, caplog):
    actions.intend_answer(asked, by=cast.out, order=ORDER)
    clock.shift(LATER)
    assert actions.carry_out_due() == 0
    waiting = Pending.objects.get()
    assert (waiting.waits_for, waiting.due_at) == ("seat", timezone.now() + TRIED_AGAIN)
    assert not Pending.objects.due().exists()
    assert seat_of(cast) == "removed" and not Review.objects.filter(decision="overturn").exists()
    assert not Notice.objects.filter(person=cast.bo.user, kind__in=["answered", "reseated"]).exists()
    assert caplog.records == []


def test_every_moderator_sees_it_and_only_who_decided_can_undo_it(cast, asked, clock, as_user):
    actions.intend_answer(asked, by=cast.out, order=ORDER)
    clock.shift(LATER)
    actions.carry_out_due()
    assert [one.is_mine for one in desk.look(cast.out).waiting] == [True]
    assert [one.is_mine for one in desk.look(cast.mo).waiting] == [False]
    page = as_user(cast.mo, factor=True).get("/desk/").content.decode()
    assert "All seats are taken" in page and "/desk/undo/" not in page
    admin = as_user(cast.ani, factor=True).get(f"/manage/{cast.hearth.public_id}/").content.decode()
    assert "A second look gave a seat back." in admin
    clock.shift(timedelta(hours=5))
    assert actions.undo(Pending.objects.get(), by=cast.out) == ORDER
    assert desk.look(cast.out).waiting == []
    assert desk.look(cast.out).counts["appeals"] == 1


@pytest.mark.parametrize("free_it", ["leave", "revise"])
def test_it_goes_out_as_soon_as_a_seat_is_free(cast, asked, clock, free_it):
    actions.intend_answer(asked, by=cast.out, order=ORDER)
    clock.shift(LATER)
    actions.carry_out_due()
    if free_it == "leave":
        circle_actions.leave(cast.ada)
    else:
        circle_actions.revise(cast.hearth, name="Hearth", purpose="Evenings.", capacity=3, joining="open")
    assert actions.carry_out_due() == 1
    assert seat_of(cast) == "active"
    assert Review.objects.filter(decision="overturn").count() == 1
    told = Notice.objects.filter(person=cast.bo.user).values_list("kind", flat=True)
    assert {"answered", "reseated"} & set(told)
    assert not Pending.objects.exists()


def test_where_the_name_is_taken_it_is_tried_slowly(cast, asked, clock):
    Circle.objects.filter(pk=cast.hearth.pk).update(capacity=5)
    other = take_seat(cast.ani, cast.hearth)
    Membership.objects.filter(pk=other.pk).update(name="bo")
    actions.intend_answer(asked, by=cast.out, order=ORDER)
    clock.shift(LATER)
    assert actions.carry_out_due() == 0
    assert Pending.objects.get().waits_for == "name"
    assert not Pending.objects.due().exists()
    circle_actions.leave(other)
    assert not Pending.objects.due().exists()
    clock.shift(TRIED_AGAIN)
    assert actions.carry_out_due() == 1
    assert seat_of(cast) == "active"


def test_without_time_to_undo_it_waits_as_well(cast, asked, clock, settings):
    settings.UNDO_SECONDS = 0
    actions.intend_answer(asked, by=cast.out, order=ORDER)
    assert Pending.objects.get().waits_for == "seat"
    assert not Pending.objects.due().exists()
    circle_actions.leave(cast.ada)
    assert actions.carry_out_due() == 1
    assert seat_of(cast) == "active"
