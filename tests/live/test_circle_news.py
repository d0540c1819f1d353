"""What the hub reads of circles: in how many queries, for whom, in which language."""

import dataclasses
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from circles import actions
from circles.models import Circle
from circles.news import CircleNews, mine
from circles.rows import taken_seat
from peersupport.live import Ask, Reader
from tests.live.cast import Cast, Person, post


def reader(who: Person, language: str = "en") -> Reader:
    assert who.seat is not None
    return Reader(who.user.pk, who.seat.pk, who.session, who.user.sign_in_epoch, language)


def ask(*who: Reader, after: int | None = 0) -> Ask:
    return Ask(frozenset() if after is None else frozenset({after}), frozenset(who))


def items(frame: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(frame)["items"]
    return found


@pytest.mark.parametrize("circles", [1, 7])
def test_it_takes_two_queries_for_any_number_of_circles(cast: Cast, circles: int) -> None:
    asks = {}
    for number in range(circles):
        circle = Circle.objects.create(name=f"Circle {number}", purpose="x")
        cast.ada.seat = circle.memberships.create(user=cast.ada.user, name="Ada")
        share = post(cast.ada, f"words {number}")
        post(cast.ada, "an answer", share)
        actions.support(cast.ada.seat, share, "hear")
        asks[str(circle.pk)] = ask(reader(cast.ada))
    with CaptureQueriesContext(connection) as queries:
        editions = CircleNews().read(asks)
    assert len(queries) == 2
    assert all(len(items(edition.parts[0].own[next(iter(asks[key].readers)).seat]["en"])) == 2
               for key, edition in editions.items())  # fmt: skip


def test_asking_only_who_may_read_takes_one_query(cast: Cast) -> None:
    asks = {str(cast.hearth.pk): ask(reader(cast.ada), reader(cast.bo), after=None)}
    with CaptureQueriesContext(connection) as queries:
        editions = CircleNews().read(asks)
    assert len(queries) == 1
    assert editions[str(cast.hearth.pk)].may_read == {reader(cast.ada), reader(cast.bo)}


def test_a_reply_takes_one_query_so_that_posts_and_seats_are_seen_at_one_moment(cast: Cast) -> None:
    # In two, somebody removed between them could be sent a post that was committed after their removal.
    post(cast.bo, "words")
    asked: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        CircleNews().read({str(cast.hearth.pk): ask(reader(cast.ada))})
    (only,) = asked
    for table in ("circles_post", "circles_membership", "accounts_user", "django_session"):
        assert table in only


def test_two_sessions_of_one_seat_are_told_apart(cast: Cast) -> None:
    post(cast.bo, "words")
    here = reader(cast.ada)
    ended = dataclasses.replace(here, session="a session that ended")
    before = dataclasses.replace(here, epoch=here.epoch + 1)
    elsewhere = dataclasses.replace(here, person=cast.bo.user.pk)
    key = str(cast.hearth.pk)
    assert CircleNews().read({key: ask(here, ended, before, elsewhere)})[key].may_read == {here}
    assert CircleNews().read({key: ask(here, ended, before, elsewhere, after=None)})[key].may_read == {here}


def test_a_frame_is_the_same_for_everyone_and_holds_nothing_personal(cast: Cast) -> None:
    share = post(cast.bo, "words for all")
    key = str(cast.hearth.pk)
    fay = Person(cast.out.user, cast.out.session)
    fay.seat = cast.hearth.memberships.create(user=fay.user, name="Fay")
    part = CircleNews().read({key: ask(reader(cast.ada), reader(fay))})[key].parts[0]
    assert set(part.everyone) == {"en"}
    assert part.own == {}
    frame = json.loads(part.everyone["en"])
    assert set(frame) == {"kind", "from", "to", "items"}
    assert set(frame["items"][0]) == {"id", "in", "seq", "place", "html"}
    html = frame["items"][0]["html"]
    assert share.public_id in html
    for secret in ("csrf", "is-mine", 'aria-pressed="true"', cast.bo.user.handle, cast.ada.session):
        assert secret not in html


def test_each_language_has_its_frame(cast: Cast) -> None:
    post(cast.bo, "words")
    key = str(cast.hearth.pk)
    fay = Person(cast.out.user, cast.out.session)
    fay.seat = cast.hearth.memberships.create(user=fay.user, name="Fay")
    part = CircleNews().read({key: ask(reader(cast.ada), reader(fay, "es"))})[key].parts[0]
    assert set(part.everyone) == {"en", "es"}


@pytest.mark.parametrize("state", ["removed", "returned", "held"])
def test_what_was_published_and_is_so_no_longer_is_gone_for_others(cast: Cast, state: str) -> None:
    share = post(cast.bo, "words that left")
    type(share).objects.filter(pk=share.pk).update(state=state)
    key = str(cast.hearth.pk)
    part = CircleNews().read({key: ask(reader(cast.ada), reader(cast.bo))})[key].parts[0]
    assert "words that left" not in part.everyone["en"]
    assert items(part.everyone["en"])[0]["place"] == 1
    assert cast.bo.seat is not None
    assert "words that left" in part.own[cast.bo.seat.pk]["en"]


def test_a_reader_of_another_circle_may_not_read_this_one(cast: Cast) -> None:
    post(cast.bo, "words")
    key = str(cast.hearth.pk)
    assert CircleNews().read({key: ask(reader(cast.cy))})[key].may_read == frozenset()


def test_a_circle_that_is_gone_is_left_out(cast: Cast) -> None:
    assert CircleNews().read({"999999": ask(reader(cast.ada))}) == {}
    assert CircleNews().high_water(["999999", str(cast.hearth.pk)]) == {str(cast.hearth.pk): 0}


def test_the_private_frame_holds_the_seats_own_posts_newest_first_and_the_supports_it_gave(cast: Cast) -> None:
    first, theirs = post(cast.ada, "one"), post(cast.bo, "two")
    second = post(cast.ada, "three", theirs)
    assert cast.ada.seat is not None and cast.bo.seat is not None
    for kind in ("hear", "with"):
        actions.support(cast.ada.seat, theirs, kind)
    actions.support(cast.bo.seat, first, "hear")
    frame = json.loads(mine(cast.ada.seat.pk))
    assert frame["kind"] == "mine"
    assert set(frame["posts"]) == {first.public_id, second.public_id}
    assert {post: set(kinds) for post, kinds in frame["supports"].items()} == {theirs.public_id: {"hear", "with"}}


@pytest.mark.parametrize("change", ["seat", "account", "nothing"])
def test_a_seat_lets_in_while_it_is_taken_by_an_open_account(cast: Cast, change: str) -> None:
    seat = cast.ada.seat
    assert seat is not None
    if change == "seat":
        type(seat).objects.filter(pk=seat.pk).update(state="removed")
    if change == "account":
        type(cast.ada.user).objects.filter(pk=cast.ada.user.pk).update(is_active=False)
    found = (seat.pk, seat.circle_id) if change == "nothing" else None
    assert taken_seat(cast.hearth.public_id, cast.ada.user.pk) == found
    assert taken_seat("no such circle", cast.ada.user.pk) is None
    assert taken_seat(cast.hearth.public_id, cast.out.user.pk) is None
