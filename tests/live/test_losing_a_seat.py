"""Whoever lost the right to read gets nothing that is written afterwards, and the socket closes."""

from collections.abc import Callable

from django.contrib.sessions.models import Session

from circles.actions import seats
from circles.models import Membership
from tests.live.cast import Cast, Person, person, post, sign_in, sit
from tests.live.page import Page
from tests.live.server import Server

Open = Callable[..., Page]


def remove(who: Person) -> None:
    assert who.seat is not None
    seats.remove_member(who.seat, by=who.user, because="a test")


def leave(who: Person) -> None:
    assert who.seat is not None
    seats.leave(who.seat)


def end_session(who: Person) -> None:
    Session.objects.filter(session_key=who.session).delete()


def change_password(who: Person) -> None:
    who.user.set_password("another password")
    who.user.save()


def close_account(who: Person) -> None:
    who.user.is_active = False
    who.user.save()


def lose_the_row(who: Person) -> None:
    assert who.seat is not None
    Membership.objects.filter(pk=who.seat.pk).delete()


def test_nothing_written_afterwards_is_delivered_and_the_socket_closes_without_a_bell(
    looking_site: Server, cast: Cast, page: Open
) -> None:
    # Written past the web process, so no bell rings: it has to find out by itself.
    ways = (remove, leave, end_session, change_password, close_account, lose_the_row)
    people = [sit(person(way.__name__), cast.hearth, way.__name__) for way in ways]
    ada, *pages = [page(who, on=looking_site) for who in (cast.ada, *people)]
    for lose, who in zip(ways, people, strict=True):
        lose(who)
    post(cast.ada, "only for those who are here")
    ada.until_words("only for those who are here")
    for lose, gone in zip(ways, pages, strict=True):
        assert gone.until_closed() == 4403, lose
        assert gone.items == [], lose


def test_whoever_was_removed_is_closed_by_the_next_bell(site: Server, cast: Cast, page: Open) -> None:
    bo = page(cast.bo)
    remove(cast.bo)
    # Any bell of the circle will do: the removal's own rings in the web process that removes.
    answer = site.post(
        f"/circles/{cast.hearth.public_id}/",
        cast.ada.session,
        words="Good evening",
        need="listen",
        token="a-good-evening",
    )
    assert answer.status == 303
    assert bo.until_closed() == 4403
    assert bo.items == []


def test_leaving_by_the_page_closes_every_page_of_the_member_by_the_bell(site: Server, cast: Cast, page: Open) -> None:
    pages = [page(cast.bo), page(Person(cast.bo.user, sign_in(cast.bo.user)))]
    assert site.post(f"/circles/{cast.hearth.public_id}/leave/", cast.bo.session).status in (302, 303)
    for one in pages:
        assert one.until_closed() == 4403


def test_signing_out_closes_the_pages_of_this_session_by_the_bell(site: Server, cast: Cast, page: Open) -> None:
    here, elsewhere = page(cast.bo), page(Person(cast.bo.user, sign_in(cast.bo.user)))
    assert site.post("/accounts/logout/", cast.bo.session).status == 302
    assert here.until_closed() in (4401, 4403)
    elsewhere.quiet(0.3)


def test_a_member_of_another_circle_hears_nothing(site: Server, cast: Cast, page: Open) -> None:
    cy = page(cast.cy, path=f"/live/{cast.lantern.public_id}/")
    ada = page(cast.ada)
    site.post(
        f"/circles/{cast.hearth.public_id}/",
        cast.bo.session,
        words="For Hearth",
        need="listen",
        token="for-hearth-only",
    )
    ada.until_words("For Hearth")
    cy.quiet(0.3)
