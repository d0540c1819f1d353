"""What a page missed arrives once, in order; a page that missed too much is told to fetch its list anew."""

from collections.abc import Callable

import pytest
from django.conf import settings

from circles.models import Circle
from circles.news import MOST_CHANGES
from tests.live.cast import Cast, post
from tests.live.page import Page
from tests.live.server import Server

Open = Callable[..., Page]


def share_over_http(site: Server, cast: Cast, words: str) -> None:
    token = words.replace(" ", "-").ljust(8, "-")
    answer = site.post(f"/circles/{cast.hearth.public_id}/", cast.bo.session, words=words, need="listen", token=token)
    assert answer.status == 303, site.said()


def test_a_new_share_arrives_on_an_open_page_at_once(site: Server, cast: Cast, page: Open) -> None:
    ada = page(cast.ada)
    share_over_http(site, cast, "A word for the evening")
    frame = ada.until_words("A word for the evening", seconds=1.0)
    assert frame["from"] == 0
    assert frame["to"] == frame["items"][0]["seq"] == frame["items"][0]["place"]


def test_what_was_missed_comes_once_and_in_order(cast: Cast, page: Open) -> None:
    share = post(cast.bo, "one")
    for word in ("two", "three", "four"):
        post(cast.bo, word, share)
    ada = page(cast.ada, after=1)
    assert [item["seq"] for item in ada.items] == [2, 3, 4]
    assert {item["in"] for item in ada.items} == {share.public_id}
    ada.quiet()


def test_two_pages_at_different_places_are_brought_to_the_same(site: Server, cast: Cast, page: Open) -> None:
    for number in range(6):
        post(cast.bo, f"word {number}")
    early, late = page(cast.ada, after=2), page(cast.ada, after=5)
    share_over_http(site, cast, "the newest word")
    for one, first in ((early, 3), (late, 6)):
        one.until_words("the newest word")
        assert [item["seq"] for item in one.items] == list(range(first, 8))


def test_a_burst_arrives_whole_once_and_in_order(site: Server, cast: Cast, page: Open) -> None:
    ada = page(cast.ada)
    for number in range(12):
        share_over_http(site, cast, f"burst {number}")
    ada.until_words("burst 11")
    assert [item["seq"] for item in ada.items] == list(range(1, 13))


def test_what_was_written_without_a_bell_is_found_all_the_same(looking_site: Server, cast: Cast, page: Open) -> None:
    ada = page(cast.ada, on=looking_site)
    post(cast.bo, "written by a command")
    ada.until_words("written by a command")


def test_a_lost_bell_is_made_good_within_the_promised_time() -> None:
    from peersupport import asgi

    promised = 2.0 if settings.EMBEDDED else 10.0
    assert promised - asgi.SECONDS_BETWEEN_LOOKS >= 0.5


def test_a_withdrawn_share_is_reported_as_gone(site: Server, cast: Cast, page: Open) -> None:
    share = post(cast.bo, "words to take back")
    ada = page(cast.ada)
    site.post(f"/circles/{cast.hearth.public_id}/posts/{share.public_id}/withdraw/", cast.bo.session)
    item = ada.until("news", **{"from": 1})["items"][0]
    assert item["id"] == share.public_id
    assert "words to take back" not in item["html"]


@pytest.mark.parametrize(
    ("after", "seq", "floor"),
    [(0, MOST_CHANGES + 1, 0), (4, 9, 5), (10, 9, 0)],
    ids=["too much", "older than what was purged", "ahead of us: a backup was restored"],
)
def test_a_page_that_cannot_be_caught_up_reloads(cast: Cast, page: Open, after: int, seq: int, floor: int) -> None:
    Circle.objects.filter(pk=cast.hearth.pk).update(seq=seq, floor_seq=floor)
    ada = page(cast.ada, after=after)
    assert [frame["kind"] for frame in ada.frames] == ["mine", "reload", "hello"]
    assert ada.frames[-1]["seq"] == seq


def test_a_page_at_the_edge_is_still_caught_up(cast: Cast, page: Open) -> None:
    Circle.objects.filter(pk=cast.hearth.pk).update(seq=9, floor_seq=5)
    ada = page(cast.ada, after=5)
    assert [frame["kind"] for frame in ada.frames] == ["mine", "hello"]


def test_a_held_share_reaches_its_author_only_and_leaves_no_trace(site: Server, cast: Cast, page: Open) -> None:
    ada, bo = page(cast.ada), page(cast.bo)
    held = post(cast.bo, "held words", state="held")
    share_over_http(site, cast, "open words")
    frame = ada.until_words("open words")
    assert (frame["from"], frame["to"]) == (0, 2), "the number of the held share is no gap"
    assert len(ada.items) == 1
    frame = bo.until_words("held words")
    assert frame["items"][0]["place"] is None
    assert held.public_id in frame["mine"]["posts"]


def test_my_own_posts_and_supports_are_told_in_private(site: Server, cast: Cast, page: Open) -> None:
    share = post(cast.bo, "with support")
    path = f"/circles/{cast.hearth.public_id}/posts/{share.public_id}/support/"
    ada, bo = page(cast.ada, after=1), page(cast.bo, after=1)
    site.post(path, cast.ada.session, kind="hear")
    assert ada.until("news")["mine"] == {"posts": [], "supports": {share.public_id: ["hear"]}}
    assert bo.until("news")["mine"] == {"posts": [share.public_id], "supports": {}}
    assert page(cast.ada, after=2).frames[0] == {"kind": "mine", "posts": [], "supports": {share.public_id: ["hear"]}}
    ada.quiet(0.2)
