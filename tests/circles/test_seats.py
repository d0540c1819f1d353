"""Who sits where."""

import threading

import pytest
from django.db import IntegrityError, connection

from circles import actions
from circles.models import Membership
from peersupport.accounts.models import User
from peersupport.policy import Refused
from tests.cast import take_seat

pytestmark = pytest.mark.django_db


def test_joining_takes_a_seat_under_a_name_of_ones_own(cast):
    seat = actions.join(cast.out, cast.hearth, name="River", agreed_version=1)
    assert (seat.name, seat.state, seat.role) == ("River", "active", "member")


def test_a_name_is_one_persons_whatever_its_case(cast):
    with pytest.raises(actions.NameTaken):
        actions.join(cast.out, cast.hearth, name="ADA", agreed_version=1)
    actions.join(cast.out, cast.lantern, name="Ada", agreed_version=1)


def test_a_full_circle_takes_nobody(cast):
    cast.hearth.capacity = 3
    cast.hearth.save()
    with pytest.raises(Refused):
        take_seat(cast.out, cast.hearth)
    actions.leave(cast.bo)
    take_seat(cast.out, cast.hearth)


def test_leaving_and_coming_back_is_a_new_seat(cast):
    actions.leave(cast.bo)
    again = take_seat(cast.bo.user, cast.hearth)
    assert again.public_id != cast.bo.public_id
    assert Membership.objects.filter(user=cast.bo.user).count() == 2


def test_whoever_was_removed_cannot_join_again(cast):
    actions.remove_member(cast.bo, by=cast.ani, because="A test.")
    with pytest.raises(Refused):
        take_seat(cast.bo.user, cast.hearth)


def test_a_removal_keeps_who_when_and_why(cast):
    actions.remove_member(cast.bo, by=cast.ani, because="Rang at people's doors.")
    cast.bo.refresh_from_db()
    assert (cast.bo.state, cast.bo.ended_by, cast.bo.ended_because) == ("removed", cast.ani, "Rang at people's doors.")
    assert cast.bo.ended_at is not None


def test_whoever_loses_a_seat_is_told_why(cast, as_user):
    actions.remove_member(cast.bo, by=cast.ani, because="Rang at people's doors.")
    home = as_user(cast.bo.user).get("/").content.decode()
    assert "You no longer have a seat" in home and "Rang at people" in home
    assert "Hearth" not in home


def test_nobody_has_two_seats_in_one_circle(cast):
    with pytest.raises(IntegrityError):
        Membership.objects.create(circle=cast.hearth, user=cast.ada.user, name="Another")


@pytest.mark.django_db(transaction=True)
def test_the_last_seat_goes_to_one_of_ten(cast):
    cast.hearth.capacity = 4
    cast.hearth.save()
    people = [User.objects.create(handle=f"p{number}", password="!") for number in range(10)]
    outcomes = []

    def try_to_join(user):
        try:
            take_seat(user, cast.hearth)
            outcomes.append("seated")
        except Refused:
            outcomes.append("full")
        finally:
            connection.close()

    threads = [threading.Thread(target=try_to_join, args=(user,)) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["full"] * 9 + ["seated"]
