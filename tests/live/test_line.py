"""The line between web processes: two hubs on one layer, and what happens when the layer breaks."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from channels.layers import InMemoryChannelLayer
from django.conf import settings

from peersupport.live import line
from peersupport.live.hub import configured_layer
from tests.live.fakes import Numbers, enter, running_hub, until

MakeLayer = Callable[[], Any]


class BrokenLayer(InMemoryChannelLayer):
    """A layer that refuses everything while `is_down`, and takes everything without a word while `is_frozen`."""

    is_down = False
    is_frozen = False

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        if self.is_down:
            raise ConnectionError
        if not self.is_frozen:
            await super().group_send(group, message)

    async def send(self, channel: str, message: dict[str, Any]) -> None:
        if self.is_down:
            raise ConnectionError
        if not self.is_frozen:
            await super().send(channel, message)

    async def group_add(self, group: str, channel: str) -> None:
        if self.is_down:
            raise ConnectionError
        await super().group_add(group, channel)

    async def flush(self) -> None:
        """Both hubs of a test share this layer: only the hub's own instance would be emptied."""


def one_layer() -> MakeLayer:
    layer = InMemoryChannelLayer()
    return lambda: layer


@pytest.fixture(params=["in memory"] if settings.EMBEDDED else ["in memory", "redis"])
def make_layer(request: pytest.FixtureRequest) -> MakeLayer:
    return one_layer() if request.param == "in memory" else configured_layer


def test_a_bell_is_heard_in_another_process(make_layer: MakeLayer) -> None:
    async def story() -> None:
        news = Numbers()
        async with running_hub(news, make_layer) as here, running_hub(news, make_layer) as there:
            far, _ = await enter(there, "number:1", person=1)
            near, _ = await enter(here, "number:1", person=2)
            news.numbers["1"] = 1
            # Rung as soon as the page is whole: joined first, read then, so this must not be lost.
            here.rung("number:1", 1)
            await until(lambda: near.news == ["0>1"])
            await until(lambda: far.news == ["0>1"])

    asyncio.run(story())


def test_a_group_is_left_with_its_last_reader_and_joined_again(
    make_layer: MakeLayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "SECONDS_BETWEEN_BEATS", 0.05)

    async def story() -> None:
        news = Numbers()
        async with running_hub(news, make_layer) as here, running_hub(news, make_layer) as there:
            _, socket = await enter(there, "number:1")
            await until(lambda: "live.number.1" in there._line._joined)
            socket.leave()
            await until(lambda: "live.number.1" not in there._line._joined)
            again, _ = await enter(there, "number:1")
            news.numbers["1"] = 1
            here.rung("number:1", 1)
            await until(lambda: again.news == ["0>1"])

    asyncio.run(story())


def test_groups_are_joined_again_before_they_expire(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "SECONDS_BETWEEN_BEATS", 0.02)
    monkeypatch.setattr(line, "SECONDS_TO_REJOIN", 0.05)
    layer = InMemoryChannelLayer()

    async def story() -> None:
        news = Numbers()
        async with running_hub(news, lambda: layer) as hub:
            await enter(hub, "number:1")
            await until(lambda: "live.number.1" in layer.groups)
            layer.groups.clear()  # as if it had expired
            await until(lambda: "live.number.1" in layer.groups)

    asyncio.run(story())


@pytest.mark.parametrize("fault", ["is_down", "is_frozen"])
def test_a_layer_that_breaks_changes_nothing_here_and_heals(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "SECONDS_BETWEEN_BEATS", 0.05)
    layer = BrokenLayer()

    async def story() -> None:
        news = Numbers()
        hubs = [running_hub(news, lambda: layer, looks=1.0) for _ in range(2)]
        async with hubs[0] as here, hubs[1] as there:
            near, _ = await enter(here, "number:1", person=1)
            far, _ = await enter(there, "number:1", person=2)
            setattr(layer, fault, True)
            await asyncio.sleep(0.5)
            news.numbers["1"] = 1
            here.rung("number:1", 1)
            await until(lambda: near.news == ["0>1"], seconds=0.6)
            await until(lambda: far.news == ["0>1"], seconds=2.5)
            late, _ = await enter(here, "number:2", person=3)
            setattr(layer, fault, False)
            await until(lambda: here._line.is_open and there._line.is_open)
            far_too, _ = await enter(there, "number:2", person=4)
            news.numbers["2"] = 1
            there.rung("number:2", 1)
            await until(lambda: late.news == ["0>1"] and far_too.news == ["0>1"])

    asyncio.run(story())
