"""The tutorial's design with one thing more: each frame is preceded by a question to the database: is this seat taken?

The same addresses as in `tutorial.py`, with the seat after the circle: `/<circle>/<seat>`. It runs on the site's own
settings (DATABASE_URL, REDIS_URL). Committed once and not changed afterwards.
"""

import asyncio
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peersupport.settings")

import django

django.setup()

from channels.db import database_sync_to_async  # noqa: E402
from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402
from channels.layers import get_channel_layer  # noqa: E402
from channels.routing import URLRouter  # noqa: E402
from django.urls import path  # noqa: E402

from circles.models import Membership  # noqa: E402

FRAME = "x" * 700


class ChatConsumer(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        self.seat = self.scope["url_route"]["kwargs"]["seat"]
        self.room_group_name = f"chat_{self.scope['url_route']['kwargs']['circle']}"
        await self.channel_layer.group_add(self.room_group_name, self.channel_name)
        await self.accept()
        await self.send(text_data="hello")

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.room_group_name, self.channel_name)

    async def chat_message(self, event: dict[str, str]) -> None:
        if await self.has_seat():
            await self.send(text_data=event["message"])

    @database_sync_to_async
    def has_seat(self) -> bool:
        return Membership.objects.active().filter(pk=self.seat).exists()


class SayConsumer(AsyncWebsocketConsumer):
    async def receive(self, text_data: str = "", bytes_data: bytes | None = None) -> None:
        rounds, number = map(int, text_data.split())
        layer = get_channel_layer()
        for _ in range(rounds):
            for circle in range(number):
                await layer.group_send(f"chat_{circle}", {"type": "chat.message", "message": FRAME})
                await asyncio.sleep(0.1 / number)
        await self.send(text_data="said")


sockets = URLRouter([path("say", SayConsumer.as_asgi()), path("<circle>/<int:seat>", ChatConsumer.as_asgi())])


async def application(scope, receive, send):  # type: ignore[no-untyped-def]
    if scope["type"] == "websocket":
        await sockets(scope, receive, send)
