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
from peersupport.policy import Refused
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


@pytest.fixture
def nameless(cast, asked, clock) -> Membership:
    """bo's seat, given back by a second look while somebody else goes by that name."""
    Circle.objects.filter(pk=cast.hearth.pk).update(capacity=5)
    other = take_seat(cast.cy.user, cast.hearth)
    Membership.objects.filter(pk=other.pk).update(name="bo")
    actions.intend_answer(asked, by=cast.out, order=ORDER)
    clock.shift(LATER)
    actions.carry_out_due()
    return Membership.objects.get(pk=cast.bo.pk)


def name_it(cast, browser, name: str):
    return browser.post(f"/manage/{cast.hearth.public_id}/seats/{cast.bo.public_id}/name/", {"name": name})


def test_where_the_name_is_taken_an_admin_gives_another_and_the_seat_is_back(cast, nameless, as_user):
    ani = as_user(cast.ani, factor=True)
    page = ani.get(f"/manage/{cast.hearth.public_id}/").content.decode()
    assert "Somebody else goes by that name now." in page and "Let them come back" in page
    assert name_it(cast, ani, " Bo  by the river ").status_code == 303
    nameless.refresh_from_db()
    assert (nameless.state, nameless.name) == ("active", "Bo by the river")
    assert not Pending.objects.exists()
    assert Notice.objects.filter(person=cast.bo.user, kind="reseated").exists()
    assert "Let them come back" not in ani.get(f"/manage/{cast.hearth.public_id}/").content.decode()
    assert name_it(cast, ani, "Once more").status_code == 404


@pytest.mark.parametrize(("name", "said"), [
    ("ADA", "Somebody in this circle already goes by that name."),
    ("bO", "Somebody in this circle already goes by that name."),
    (" ", "The circle needs a name to call them."),
    ("x" * 41, "40"),
])  # fmt: skip
def test_another_name_that_does_not_fit_is_told_kindly_and_changes_nothing(cast, nameless, as_user, name, said):
    answer = name_it(cast, as_user(cast.ani, factor=True), name)
    assert answer.status_code == 422 and said in answer.content.decode()
    nameless.refresh_from_db()
    assert (nameless.state, nameless.name) == ("removed", "Bo")
    assert Pending.objects.get().waits_for == "name"


def test_whoever_has_a_seat_there_again_gets_no_second_one(cast, nameless, as_user):
    again = take_seat(cast.ani, cast.hearth)
    Membership.objects.filter(pk=again.pk).update(user=cast.bo.user)
    answer = name_it(cast, as_user(cast.ani, factor=True), "River")
    assert answer.status_code == 422 and "another seat here already" in answer.content.decode()
    nameless.refresh_from_db()
    assert nameless.name == "Bo"


def test_with_another_name_it_still_waits_for_a_free_seat(cast, nameless, as_user):
    Circle.objects.filter(pk=cast.hearth.pk).update(capacity=3)
    assert name_it(cast, as_user(cast.ani, factor=True), "River").status_code == 303
    assert Pending.objects.get().waits_for == "seat"


def test_nobody_but_an_admin_gives_another_name(cast, nameless, as_user):
    for person in (cast.mo, cast.ada.user, cast.cy.user):
        assert name_it(cast, as_user(person, factor=True), "River").status_code == 404
    with pytest.raises(Refused):
        actions.come_back_as(nameless, "River", by=cast.mo)


def test_without_time_to_undo_it_waits_as_well(cast, asked, clock, settings):
    settings.UNDO_SECONDS = 0
    actions.intend_answer(asked, by=cast.out, order=ORDER)
    assert Pending.objects.get().waits_for == "seat"
    assert not Pending.objects.due().exists()
    circle_actions.leave(cast.ada)
    assert actions.carry_out_due() == 1
    assert seat_of(cast) == "active"
