"""The design of the Channels tutorial: a group for each circle, a channel for each socket, a consumer that passes on.

The same two addresses as in `broadcast.py`. `LAYER` is "memory" or the address of a Redis (pub/sub layer).
Committed once and not changed afterwards.
"""

import asyncio
import os

from django.conf import settings

LAYER = os.environ.get("LAYER", "memory")
MEMORY = {"BACKEND": "channels.layers.InMemoryChannelLayer"}
PUBSUB = {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [LAYER]}}
settings.configure(CHANNEL_LAYERS={"default": MEMORY if LAYER == "memory" else PUBSUB}, DATABASES={})

from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402
from channels.layers import get_channel_layer  # noqa: E402
from channels.routing import URLRouter  # noqa: E402
from django.urls import path  # noqa: E402

FRAME = "x" * 700


class ChatConsumer(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        self.room_group_name = f"chat_{self.scope['url_route']['kwargs']['circle']}"
        await self.channel_layer.group_add(self.room_group_name, self.channel_name)
        await self.accept()
        await self.send(text_data="hello")

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.room_group_name, self.channel_name)

    async def chat_message(self, event: dict[str, str]) -> None:
        await self.send(text_data=event["message"])


class SayConsumer(AsyncWebsocketConsumer):
    async def receive(self, text_data: str = "", bytes_data: bytes | None = None) -> None:
        rounds, number = map(int, text_data.split())
        layer = get_channel_layer()
        for _ in range(rounds):
            for circle in range(number):
                await layer.group_send(f"chat_{circle}", {"type": "chat.message", "message": FRAME})
                await asyncio.sleep(0.1 / number)
        await self.send(text_data="said")


sockets = URLRouter([path("say", SayConsumer.as_asgi()), path("<circle>", ChatConsumer.as_asgi())])


async def application(scope, receive, send):  # type: ignore[no-untyped-def]
    if scope["type"] == "websocket":
        await sockets(scope, receive, send)
