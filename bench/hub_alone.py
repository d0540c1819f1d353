"""Our hub with ready-made frames: no query, no rendering. The same two addresses as the references in `reference/`."""

import asyncio
import os
from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings

LAYER = os.environ.get("LAYER", "memory")
MEMORY = {"BACKEND": "channels.layers.InMemoryChannelLayer"}
PUBSUB = {"BACKEND": "peersupport.live.pubsub.PubSubLayer", "CONFIG": {"hosts": [LAYER]}}
settings.configure(CHANNEL_LAYERS={"default": MEMORY if LAYER == "memory" else PUBSUB}, DATABASES={}, EMBEDDED=True)

from django import setup  # noqa: E402

setup()

from channels.exceptions import StopConsumer  # noqa: E402
from channels.routing import URLRouter  # noqa: E402
from django.urls import path  # noqa: E402

from peersupport.live import bell, hub  # noqa: E402
from peersupport.live.consumer import LiveConsumer  # noqa: E402
from peersupport.live.news import Ask, Edition, Part, Reader, register  # noqa: E402

FRAME = "x" * 700
numbers: dict[str, int] = {}
hub.MOST_SOCKETS_A_PERSON = 10**9


class Ready:
    """News whose frame is always the same; everybody may read."""

    def read(self, asks: Mapping[str, Ask]) -> Mapping[str, Edition]:
        return {key: self._edition(numbers.get(key, 0), ask) for key, ask in asks.items()}

    def _edition(self, number: int, ask: Ask) -> Edition:
        parts = {after: Part({"en": FRAME}) if after < number else Part() for after in ask.afters}
        return Edition(number, ask.readers, parts)

    def high_water(self, keys: Collection[str]) -> Mapping[str, int]:
        return {key: numbers.get(key, 0) for key in keys}


class Listening(LiveConsumer):
    people = 0

    async def _come_in(self) -> int:
        Listening.people += 1
        key = self.scope["url_route"]["kwargs"]["circle"]
        listener = bell.listener()
        assert isinstance(listener, hub.Hub)
        self.socket = listener.socket(Reader(self.people, self.people, "", 1, "en"), self.base_send)
        await listener.subscribe(f"circle:{key}", self.socket, numbers.get(key, 0))
        return 0


class Saying(LiveConsumer):
    async def websocket_connect(self, message: dict[str, Any]) -> None:
        await self.send({"type": "websocket.accept"})

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        rounds, number = map(int, message["text"].split())
        for _ in range(rounds):
            for circle in map(str, range(number)):
                numbers[circle] = numbers.get(circle, 0) + 1
                bell.ring(f"circle:{circle}", numbers[circle])
                await asyncio.sleep(0.1 / number)
        await self.send({"type": "websocket.send", "text": "said"})

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        raise StopConsumer


sockets = URLRouter([path("say", Saying.as_asgi()), path("<circle>", Listening.as_asgi())])


async def application(scope, receive, send):  # type: ignore[no-untyped-def]
    if scope["type"] == "websocket":
        await sockets(scope, receive, send)
    elif scope["type"] == "lifespan":
        await receive()
        register("circle", Ready())
        ours = hub.Hub(seconds_between_looks=8.0)
        await ours.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await ours.stop()
        await send({"type": "lifespan.shutdown.complete"})
