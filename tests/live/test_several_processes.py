"""Two web processes on one PostgreSQL and a Redis of their own, which is killed, frozen and started again."""

import time
from collections.abc import Iterator

import pytest

from tests import services
from tests.live.cast import Cast
from tests.live.page import Page
from tests.live.server import Server, running

pytestmark = pytest.mark.several_processes

LOOK = 4.0  # seconds: what arrives in half of it came by the bell


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[services.Service, str]]:
    folder = tmp_path_factory.mktemp("redis")
    folder.chmod(0o755)
    with services.redis(folder) as found:
        yield found


@pytest.fixture(scope="module")
def two(
    django_db_setup: None, redis: tuple[services.Service, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, Server]]:
    folders = [tmp_path_factory.mktemp("web") for _ in range(2)]
    ours = {"REDIS_URL": redis[1], "LIVE_LOOK_SECONDS": str(LOOK)}
    with running(folders[0], **ours) as here, running(folders[1], **ours) as there:
        yield here, there


def share(site: Server, cast: Cast, words: str) -> float:
    """Posts by HTTP; how many seconds the answer took."""
    started = time.monotonic()
    token = words.replace(" ", "-").ljust(8, "-")
    answer = site.post(f"/circles/{cast.hearth.public_id}/", cast.bo.session, words=words, need="listen", token=token)
    assert answer.status == 303, site.said()
    return time.monotonic() - started


def test_they_push_to_each_other_and_go_on_without_redis(
    two: tuple[Server, Server], redis: tuple[services.Service, str], cast: Cast
) -> None:
    here, there = two
    path = f"/live/{cast.hearth.public_id}/"
    with Page(here.port, path, cast.bo.session) as near, Page(there.port, path, cast.ada.session) as far:
        near.until("hello"), far.until("hello")

        def arrives(words: str, far_within: float) -> None:
            # Two seconds are what a publisher waits for Redis: the answer must not wait for it.
            assert share(here, cast, words) < 2.0
            near.until_words(words, seconds=2.0)
            far.until_words(words, seconds=far_within)

        share(here, cast, "the first one loads the rulebook")
        arrives("with redis", far_within=LOOK / 2)
        redis[0].freeze()
        arrives("redis stands still", far_within=LOOK + 3)
        redis[0].freeze(False)
        redis[0].kill()
        arrives("redis is dead", far_within=LOOK + 3)
        redis[0].start()
        near.until_words(_is_quick_again(here, far, cast))
        seqs = [item["seq"] for item in far.items]
        assert seqs == sorted(set(seqs)) == [item["seq"] for item in near.items]


def _is_quick_again(here: Server, far: Page, cast: Cast) -> str:
    """The bell reaches the other process again: within 20 seconds of the start of Redis. The last words."""
    deadline = time.monotonic() + 20
    for number in range(100):
        words = f"is it back {number}"
        share(here, cast, words)
        started = time.monotonic()
        far.until_words(words, seconds=LOOK + 3)
        if time.monotonic() - started < 0.3 and number:
            return words
        assert time.monotonic() < deadline, "the line did not heal"
    raise AssertionError("the line did not heal")


def test_a_member_removed_in_one_process_is_closed_in_the_other_within_a_second(
    two: tuple[Server, Server], cast: Cast
) -> None:
    here, there = two
    with Page(there.port, f"/live/{cast.hearth.public_id}/", cast.bo.session) as far:
        far.until("hello")
        here.post(f"/circles/{cast.hearth.public_id}/leave/", cast.bo.session)
        assert far.until_closed(seconds=1.0) == 4403
