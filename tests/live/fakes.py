"""News without a database and sockets without a network, to look at the hub alone."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from typing import Any

from peersupport.live import news as registry
from peersupport.live.hub import Hub
from peersupport.live.news import Ask, Edition, Part, Reader
from peersupport.live.socket import Socket


class Numbers:
    """News of a kind of its own: each topic is only a number, and its frame is "after>up_to"."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.removed: set[int] = set()
        self.broken: set[str] = set()
        self.asked: list[Mapping[str, Ask]] = []
        self.go_on = threading.Event()
        self.go_on.set()

    def high_water(self, keys: Collection[str]) -> Mapping[str, int]:
        return {key: self.numbers.get(key, 0) for key in keys}

    def read(self, asks: Mapping[str, Ask]) -> Mapping[str, Edition]:
        self.asked.append(asks)
        self.go_on.wait(5)
        if self.broken & asks.keys():
            raise ValueError("this topic breaks")
        return {key: self._edition(key, ask) for key, ask in asks.items()}

    def _edition(self, key: str, ask: Ask) -> Edition:
        number = self.numbers.get(key, 0)
        may_read = frozenset(reader for reader in ask.readers if reader.person not in self.removed)
        parts = {after: Part({"en": f"{after}>{number}"}) if after < number else Part() for after in ask.afters}
        return Edition(number, may_read, parts)


class Browser:
    """What a socket was sent. `stands_still` reads nothing more, like a phone in a tunnel."""

    def __init__(self) -> None:
        self.frames: list[str] = []
        self.code: int | None = None
        self.stands_still = False
        self.is_gone = False
        self.transport = self
        self.is_aborted = False

    async def send(self, message: dict[str, Any]) -> None:
        while self.stands_still:
            await asyncio.sleep(0.01)
        if self.is_gone:
            raise RuntimeError("Unexpected ASGI message after close")
        if message["type"] == "websocket.close":
            self.code = message["code"]
        else:
            self.frames.append(message["text"])

    def abort(self) -> None:
        self.is_aborted = True

    @property
    def news(self) -> list[str]:
        return [frame for frame in self.frames if ">" in frame]


@asynccontextmanager
async def running_hub(news: Numbers, make_layer: Callable[[], Any], looks: float = 60.0) -> AsyncIterator[Hub]:
    registry.register("number", news)
    hub = Hub(seconds_between_looks=looks, make_layer=make_layer)
    await hub.start()
    try:
        yield hub
    finally:
        await hub.stop()


async def enter(hub: Hub, topic: str, person: int = 1, after: int = 0) -> tuple[Browser, Socket]:
    """A browser that listens and is whole."""
    browser = Browser()
    socket = hub.socket(Reader(person, person, f"session {person}", 1, "en"), browser.send)
    await hub.subscribe(topic, socket, after)
    await until(lambda: socket.whole or socket.ended)
    return browser, socket


async def until(true: Callable[[], bool], seconds: float = 5.0) -> None:
    """Waits until it is so; fails when it does not become so."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen"
        await asyncio.sleep(0.005)
