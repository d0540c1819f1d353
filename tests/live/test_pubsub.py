"""The channel layer's shorter way in, on a real Redis: nothing is heard twice, and a lost subscription comes back."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from django.conf import settings
from redis.asyncio import Redis
from redis.exceptions import ConnectionError

from peersupport.live.hub import configured_layer
from peersupport.live.pubsub import PubSubLayer
from tests.live.fakes import until

pytestmark = pytest.mark.several_processes

Message = dict[str, Any]


def on_redis(story: Callable[[PubSubLayer, Redis], Coroutine[Any, Any, None]]) -> None:
    """Runs `story` with a layer of its own and a connection to look at Redis from outside."""

    async def run() -> None:
        layer, outside = configured_layer(), Redis.from_url(settings.REDIS_URL)
        try:
            await story(layer, outside)
        finally:
            await layer.flush()
            await outside.aclose()

    asyncio.run(run())


def bell(number: int) -> Message:
    return {"type": "live.bell", "number": number}


async def heard_by(layer: PubSubLayer, group: str) -> list[int]:
    """The numbers heard in this group from now on."""
    channel, heard = await layer.new_channel(), list[int]()
    layer.hand_over(channel, lambda message: heard.append(message["number"]))
    await layer.group_add(group, channel)
    return heard


async def has_subscribers(outside: Redis, group: str, number: int) -> bool:
    ((_, found),) = await outside.pubsub_numsub(f"circles__group__{group}")
    return bool(found == number)


async def subscribed(outside: Redis, group: str, number: int = 1) -> None:
    async with asyncio.timeout(5):
        while not await has_subscribers(outside, group, number):
            await asyncio.sleep(0.02)


async def lose_subscription(outside: Redis) -> None:
    """Redis ends every subscription; returns when another one stands."""
    before = {client["id"] for client in await outside.client_list(_type="pubsub")}
    await outside.execute_command("CLIENT", "KILL", "TYPE", "pubsub")
    async with asyncio.timeout(5):
        while not {client["id"] for client in await outside.client_list(_type="pubsub")} - before:
            await asyncio.sleep(0.02)


def test_many_messages_arrive_once_and_in_their_order() -> None:
    async def story(layer: PubSubLayer, outside: Redis) -> None:
        heard = await heard_by(layer, "pubsub.many")
        await subscribed(outside, "pubsub.many")
        for number in range(2_000):
            await layer.group_send("pubsub.many", bell(number))
        await until(lambda: len(heard) == 2_000)
        assert heard == list(range(2_000))

    on_redis(story)


def test_a_message_longer_than_any_buffer_arrives_whole() -> None:
    async def story(layer: PubSubLayer, outside: Redis) -> None:
        channel, heard = await layer.new_channel(), list[str]()
        layer.hand_over(channel, lambda message: heard.append(message["words"]))
        await layer.send(channel, {"words": "x" * 3_000_000})
        await until(lambda: bool(heard))
        assert heard == ["x" * 3_000_000]

    on_redis(story)


def test_it_can_be_received_as_channels_does_and_what_waits_is_handed_over() -> None:
    async def story(layer: PubSubLayer, outside: Redis) -> None:
        channel = await layer.new_channel()
        for number in range(3):
            await layer.send(channel, bell(number))
        assert (await layer.receive(channel))["number"] == 0
        heard: list[int] = []
        await asyncio.sleep(0.1)
        layer.hand_over(channel, lambda message: heard.append(message["number"]))
        assert heard == [1, 2]

    on_redis(story)


def test_a_lost_subscription_comes_back_with_all_its_groups() -> None:
    async def story(layer: PubSubLayer, outside: Redis) -> None:
        one, two = await heard_by(layer, "pubsub.one"), await heard_by(layer, "pubsub.two")
        await subscribed(outside, "pubsub.two")
        for round_ in range(3):
            await lose_subscription(outside)
            await subscribed(outside, "pubsub.one")
            await subscribed(outside, "pubsub.two")
            await layer.group_send("pubsub.one", bell(round_))
            await layer.group_send("pubsub.two", bell(round_))
            await until(lambda round_=round_: one[-1:] == two[-1:] == [round_])  # type: ignore[misc]
        assert one == two == [0, 1, 2]

    on_redis(story)


def test_a_group_that_was_left_is_not_heard_again_after_a_loss() -> None:
    async def story(layer: PubSubLayer, outside: Redis) -> None:
        channel = await layer.new_channel()
        await layer.group_add("pubsub.left", channel)
        await layer.group_add("pubsub.kept", channel)
        await subscribed(outside, "pubsub.left")
        await layer.group_discard("pubsub.left", channel)
        await subscribed(outside, "pubsub.left", 0)
        await lose_subscription(outside)
        await subscribed(outside, "pubsub.kept")
        assert await has_subscribers(outside, "pubsub.left", 0)

    on_redis(story)


def test_after_a_flush_it_is_like_new() -> None:
    async def story(layer: PubSubLayer, outside: Redis) -> None:
        before = await heard_by(layer, "pubsub.flushed")
        await subscribed(outside, "pubsub.flushed")
        await layer.flush()
        await subscribed(outside, "pubsub.flushed", 0)
        after = await heard_by(layer, "pubsub.flushed")
        await subscribed(outside, "pubsub.flushed")
        await layer.group_send("pubsub.flushed", bell(1))
        await until(lambda: after == [1])
        assert before == []

    on_redis(story)


def test_after_a_lost_connection_what_is_published_goes_out_on_a_new_one() -> None:
    async def story(layer: PubSubLayer, outside: Redis) -> None:
        heard = await heard_by(layer, "pubsub.out")
        await subscribed(outside, "pubsub.out")
        await layer.group_send("pubsub.out", bell(1))
        await until(lambda: heard == [1])
        await outside.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
        await asyncio.sleep(0.1)
        await layer.group_send("pubsub.out", bell(2))
        await until(lambda: heard == [1, 2])

    on_redis(story)


def test_a_redis_that_is_away_refuses_at_once() -> None:
    async def story() -> None:
        layer = PubSubLayer(hosts=["redis://127.0.0.1:1"])
        with pytest.raises(ConnectionError):
            await layer.group_send("pubsub.nowhere", bell(1))

    asyncio.run(story())


def test_a_message_that_is_not_understood_loses_nothing_else() -> None:
    async def story(layer: PubSubLayer, outside: Redis) -> None:
        heard = await heard_by(layer, "pubsub.odd")
        await subscribed(outside, "pubsub.odd")
        await outside.publish("circles__group__pubsub.odd", b"\xc1 is never msgpack")
        await layer.group_send("pubsub.odd", {"type": "of another version"})
        await layer.group_send("pubsub.odd", bell(5))
        await until(lambda: heard == [5])

    on_redis(story)
