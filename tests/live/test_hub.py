"""The hub alone: what is read how often, who gets it, and what one broken thing does to the others."""

import asyncio
import threading

import pytest
from channels.layers import InMemoryChannelLayer

from peersupport.live import rounds
from peersupport.live.hub import MOST_SOCKETS_A_PERSON
from peersupport.live.socket import FLOOD, MOST_FRAMES, NO_SEAT, TOO_SLOW
from tests.live.fakes import Numbers, enter, running_hub, until


def test_bells_that_ring_during_a_reading_are_read_together_in_the_next() -> None:
    async def story() -> None:
        news = Numbers()
        async with running_hub(news, InMemoryChannelLayer) as hub:
            browsers = [(await enter(hub, f"number:{key}", person=1 + key))[0] for key in range(3)]
            news.asked.clear()
            news.go_on.clear()
            for number in range(1, 6):
                for key in range(3):
                    news.numbers[str(key)] = number
                    hub.rung(f"number:{key}", number)
                await asyncio.sleep(0.02)
            news.go_on.set()
            await until(lambda: all(browser.news for browser in browsers))
            await asyncio.sleep(0.05)
            assert len(news.asked) == 2
            assert set(news.asked[1]) == {"0", "1", "2"}
            for browser in browsers:
                assert browser.news[-1].endswith(">5")

    asyncio.run(story())


def test_bells_that_follow_each_other_closely_are_read_together_and_a_lone_one_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rounds, "TICK", 0.3)

    async def story() -> None:
        news = Numbers()
        async with running_hub(news, InMemoryChannelLayer) as hub:
            browsers = [(await enter(hub, f"number:{key}", person=1 + key))[0] for key in range(3)]
            await asyncio.sleep(0.35)
            news.asked.clear()
            for key in range(3):
                news.numbers[str(key)] = 1
                hub.rung(f"number:{key}", 1)
                await until(lambda: bool(news.asked))
            assert [set(asks) for asks in news.asked] == [{"0"}]
            await until(lambda: all(browser.news for browser in browsers))
            assert [set(asks) for asks in news.asked] == [{"0"}, {"1", "2"}]

    asyncio.run(story())


def test_sockets_at_different_numbers_are_brought_up_by_one_reading() -> None:
    async def story() -> None:
        news = Numbers()
        news.numbers["7"] = 9
        async with running_hub(news, InMemoryChannelLayer) as hub:
            early, _ = await enter(hub, "number:7", person=1, after=3)
            late, _ = await enter(hub, "number:7", person=2, after=8)
            news.numbers["7"] = 10
            hub.rung("number:7", 10)
            await until(lambda: len(early.news) == 2 and len(late.news) == 2)
            assert early.news == ["3>9", "9>10"]
            assert late.news == ["8>9", "9>10"]

    asyncio.run(story())


def test_a_topic_that_breaks_stops_no_other_and_is_made_good_later() -> None:
    async def story() -> None:
        news = Numbers()
        async with running_hub(news, InMemoryChannelLayer, looks=0.1) as hub:
            broken, _ = await enter(hub, "number:1", person=1)
            fine, _ = await enter(hub, "number:2", person=2)
            news.broken.add("1")
            for key in ("1", "2"):
                news.numbers[key] = 4
                hub.rung(f"number:{key}", 4)
            await until(lambda: fine.news == ["0>4"])
            assert broken.news == []
            news.broken.clear()
            await until(lambda: broken.news == ["0>4"])

    asyncio.run(story())


def test_a_browser_that_stands_still_slows_nobody_and_is_let_go() -> None:
    async def story() -> None:
        news = Numbers()
        async with running_hub(news, InMemoryChannelLayer) as hub:
            still, socket = await enter(hub, "number:1", person=1)
            quick, _ = await enter(hub, "number:1", person=2)
            still.stands_still = True
            for number in range(1, MOST_FRAMES + 10):
                news.numbers["1"] = number
                hub.rung("number:1", number)
                await until(lambda: quick.news[-1:] == [f"{number - 1}>{number}"])  # noqa: B023
            assert socket.ended
            still.stands_still = False
            await until(lambda: still.code == TOO_SLOW)

    asyncio.run(story())


def test_a_connection_the_server_gave_up_is_let_go_with_its_next_frame() -> None:
    async def story() -> None:
        news = Numbers()
        async with running_hub(news, InMemoryChannelLayer) as hub:
            gone, socket = await enter(hub, "number:1", person=1)
            stays, _ = await enter(hub, "number:1", person=2)
            gone.is_gone = True
            news.numbers["1"] = 1
            hub.rung("number:1", 1)
            await until(lambda: stays.news == ["0>1"] and socket.ended)
            assert gone.is_aborted

    asyncio.run(story())


def test_frames_for_a_browser_that_hesitates_arrive_in_order() -> None:
    async def story() -> None:
        news = Numbers()
        async with running_hub(news, InMemoryChannelLayer) as hub:
            slow, _ = await enter(hub, "number:1")
            slow.stands_still = True
            for number in range(1, 10):
                news.numbers["1"] = number
                hub.rung("number:1", number)
                await asyncio.sleep(0.01)
            slow.stands_still = False
            await until(lambda: slow.news[-1:] == ["8>9"])
            assert slow.news == [f"{number}>{number + 1}" for number in range(9)]

    asyncio.run(story())


def test_who_may_no_longer_read_gets_nothing_and_is_closed_with_the_next_bell() -> None:
    async def story() -> None:
        news = Numbers()
        async with running_hub(news, InMemoryChannelLayer) as hub:
            removed, _ = await enter(hub, "number:1", person=1)
            stays, _ = await enter(hub, "number:1", person=2)
            news.removed.add(1)
            news.numbers["1"] = 1
            hub.rung("number:1", 1)
            await until(lambda: stays.news == ["0>1"] and removed.code == NO_SEAT)
            assert removed.news == []

    asyncio.run(story())


def test_the_bell_of_a_person_asks_again_wherever_they_read() -> None:
    async def story() -> None:
        news = Numbers()
        async with running_hub(news, InMemoryChannelLayer) as hub:
            removed, _ = await enter(hub, "number:1", person=1)
            news.removed.add(1)
            hub.rung("person:1", 0)
            await until(lambda: removed.code == NO_SEAT)

    asyncio.run(story())


def test_without_any_bell_the_next_look_finds_what_is_new_and_who_is_gone() -> None:
    async def story() -> None:
        news = Numbers()
        async with running_hub(news, InMemoryChannelLayer, looks=0.1) as hub:
            removed, _ = await enter(hub, "number:1", person=1)
            stays, _ = await enter(hub, "number:2", person=2)
            news.removed.add(1)
            news.numbers["2"] = 5
            await until(lambda: removed.code == NO_SEAT and stays.news == ["0>5"])

    asyncio.run(story())


def test_a_look_where_nothing_changed_asks_only_who_may_read() -> None:
    async def story() -> None:
        news = Numbers()
        async with running_hub(news, InMemoryChannelLayer, looks=0.05) as hub:
            await enter(hub, "number:1")
            news.asked.clear()
            await until(lambda: len(news.asked) >= 2)
            assert all(ask.afters == frozenset() for asks in news.asked for ask in asks.values())

    asyncio.run(story())


def test_one_socket_too_many_lets_the_oldest_go() -> None:
    async def story() -> None:
        async with running_hub(Numbers(), InMemoryChannelLayer) as hub:
            opened = [(await enter(hub, "number:1"))[0] for _ in range(MOST_SOCKETS_A_PERSON + 1)]
            await until(lambda: opened[0].code == FLOOD)
            assert [browser.code for browser in opened[1:]] == [None] * MOST_SOCKETS_A_PERSON

    asyncio.run(story())


def test_a_kind_nobody_registered_has_no_news() -> None:
    async def story() -> None:
        async with running_hub(Numbers(), InMemoryChannelLayer) as hub:
            _, socket = await enter(hub, "number:1")
            assert not await hub.subscribe("nobody:1", socket, 0)

    asyncio.run(story())


def test_what_is_done_later_runs_in_a_thread_and_breaks_nothing() -> None:
    async def story() -> None:
        done: list[str] = []

        def broken() -> None:
            raise ValueError("not today")

        async with running_hub(Numbers(), InMemoryChannelLayer) as hub:
            for work in (broken, lambda: done.append(threading.current_thread().name)):
                hub.do_later(0.01, work)
            hub.do_later(60.0, lambda: done.append("too early"))
            await until(lambda: bool(done))
        assert len(done) == 1 and done[0].startswith("live"), "what was not due yet ends with the process"

    asyncio.run(story())
