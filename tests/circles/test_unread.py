"""New since you were here: private to the reader, without a clock, and without JavaScript."""

import re

import pytest

from circles import actions
from circles.models import Membership
from tests.cast import reply, share, take_seat

pytestmark = pytest.mark.django_db

LINE = "New since you were here"


@pytest.fixture
def circle(cast) -> str:
    return f"/circles/{cast.hearth.public_id}/"


@pytest.fixture
def ada_reads(cast, as_user, circle):
    """Ada's browser; `ada_reads()` opens the circle and presses *I have read it*, if it is there."""
    browser = as_user(cast.ada.user)

    def read() -> str:
        page = browser.get(circle).content.decode()
        if pressed := re.search(r'name="up_to" value="(\d+)"', page):
            assert browser.post(f"{circle}read/", {"up_to": pressed[1]})["Location"] == circle
        return page

    read.browser = browser
    return read


def new_on(page: str) -> set[str]:
    return set(re.findall(r'data-post="([\w-]+)"[^>]* data-unread', page))


def test_what_others_wrote_stands_below_a_line_until_it_was_read(cast, ada_reads):
    old = share(cast.bo, "Before.")
    ada_reads()
    fresh = share(cast.bo, "After.")
    page = ada_reads()
    assert new_on(page) == {fresh.public_id}
    assert page.index(LINE) < page.index("After.") < page.index("Before.")
    assert f'href="#new-{fresh.public_id}"' in page and f'id="new-{fresh.public_id}"' in page
    assert old.public_id not in new_on(page)
    assert LINE not in ada_reads.browser.get(f"/circles/{cast.hearth.public_id}/").content.decode()


def test_looking_again_changes_nothing_until_the_reader_says_so(cast, ada_reads, circle):
    fresh = share(cast.bo)
    for _ in range(2):
        assert new_on(ada_reads.browser.get(circle).content.decode()) == {fresh.public_id}


def test_ones_own_words_are_never_new_and_neither_is_what_is_gone(cast, ada_reads):
    share(cast.ada, "Mine.")
    gone = share(cast.bo, "Taken back.")
    actions.withdraw(cast.bo, gone)
    assert LINE not in ada_reads()


def test_the_line_stands_once_above_the_first_new_one_and_others_have_their_mark(cast, ada_reads):
    first, second = share(cast.fay, "Earlier."), share(cast.fay, "Later.")
    ada_reads()
    answers = {reply(cast.bo, first).public_id, reply(cast.bo, second, "The first new one on the page.").public_id}
    page = ada_reads()
    assert new_on(page) == answers
    assert page.count("(new)") == 2
    assert page.count(LINE) == 1
    assert page.index("Later.") < page.index(LINE) < page.index("The first new one on the page.")


def test_whoever_shares_has_read_what_stood_there(cast, ada_reads, circle):
    share(cast.bo)
    share(cast.ada)
    assert LINE not in ada_reads.browser.get(circle).content.decode()
    fresh = share(cast.bo)
    assert new_on(ada_reads.browser.get(circle).content.decode()) == {fresh.public_id}


def test_whoever_answers_the_only_new_one_has_read_it(cast, ada_reads, circle):
    fresh = share(cast.bo)
    reply(cast.fay, fresh)
    reply(cast.ada, fresh)
    assert LINE not in ada_reads.browser.get(circle).content.decode()


def test_whoever_answers_the_first_of_several_still_finds_the_others(cast, ada_reads, circle):
    one, other = share(cast.bo), share(cast.fay)
    reply(cast.ada, one)
    assert new_on(ada_reads.browser.get(circle).content.decode()) == {one.public_id, other.public_id}


def test_new_replies_that_are_not_shown_are_told_of(cast, ada_reads):
    earlier = share(cast.fay, "Earlier.")
    ada_reads()
    for number in range(5):
        reply(cast.bo, earlier, f"Answer {number}.")
    assert "Read all replies. Some are new" in ada_reads()
    assert "Some are new" not in ada_reads()


def test_on_a_shares_own_page_the_line_stands_above_the_first_new_reply(cast, ada_reads, circle):
    mine = share(cast.ada)
    first = reply(cast.bo, mine, "First.")
    page = ada_reads.browser.get(f"{circle}posts/{mine.public_id}/").content.decode()
    assert new_on(page) == {first.public_id}
    assert page.index(LINE) < page.index("First.")


def test_for_somebody_who_joins_nothing_is_new(cast, as_user, circle):
    share(cast.bo)
    take_seat(cast.out, cast.hearth)
    assert LINE not in as_user(cast.out).get(circle).content.decode()


def test_home_says_that_there_is_something_new_and_not_how_much(cast, ada_reads):
    assert "Something new" not in ada_reads.browser.get("/").content.decode()
    share(cast.bo)
    share(cast.bo)
    home = ada_reads.browser.get("/").content.decode()
    assert home.count("Something new") == 1
    ada_reads()
    assert "Something new" not in ada_reads.browser.get("/").content.decode()


def test_the_marker_never_goes_back_nor_beyond_the_circle(cast):
    share(cast.bo)
    cast.hearth.refresh_from_db()
    seat = Membership.objects.select_related("circle").get(pk=cast.ada.pk)
    for up_to in (cast.hearth.seq, 1, 10**9):
        actions.mark_read(seat, up_to)
        seat.refresh_from_db(fields=["read_up_to"])
        assert seat.read_up_to == cast.hearth.seq


def test_a_marker_ahead_of_a_restored_circle_comes_back(cast):
    Membership.objects.filter(pk=cast.ada.pk).update(read_up_to=10**6)
    seat = Membership.objects.select_related("circle").get(pk=cast.ada.pk)
    actions.mark_read(seat, seat.circle.seq)
    seat.refresh_from_db(fields=["read_up_to"])
    assert seat.read_up_to == seat.circle.seq


def test_a_live_page_says_it_without_an_answer_and_nonsense_changes_nothing(cast, ada_reads, circle):
    share(cast.bo)
    answer = ada_reads.browser.post(f"{circle}read/", {"up_to": "1"}, headers={"X-Live": "1"})
    assert (answer.status_code, answer.content) == (204, b"")
    before = Membership.objects.get(pk=cast.ada.pk).read_up_to
    for nonsense in ("", "-1", "x", "9" * 30, "²"):
        ada_reads.browser.post(f"{circle}read/", {"up_to": nonsense})
    assert Membership.objects.get(pk=cast.ada.pk).read_up_to == before
