"""The line to the other web processes: one channel of the channel layer, and a group for each topic with local readers.

It may break at any moment and nobody waits for it: what it loses, the hub finds in the database a little later.
"""

import asyncio
import random
import secrets
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from peersupport.live import seldom

SECONDS_TO_ANSWER = 2.0
SECONDS_BETWEEN_BEATS = 4.0
BEATS_UNHEARD = 2
SECONDS_TO_REJOIN = 3_600.0  # well before group_expiry, 86,400 s
LONGEST_PAUSE = 8.0
MOST_WAITING = 10_000


class Broken(Exception):
    """The layer refused something, or our own heartbeat does not come back: it looks alive and is not."""


class Line:
    """`join` and `leave` topics, `send` bells; `heard(topic, number)` is called for the bells of other processes."""

    def __init__(self, make_layer: Callable[[], Any], heard: Callable[[str, int], None]) -> None:
        self._make_layer = make_layer
        self._heard = heard
        self._me = secrets.token_hex(8)
        self._wanted: Counter[str] = Counter()
        self._joined: set[str] = set()
        self._outbox: dict[str, int] = {}
        self._to_send = asyncio.Event()
        self._layer: Any = None
        self._channel = ""
        self.is_open = False
        self._is_broken = False
        self._unheard = 0
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._layer = self._make_layer()
        self._task = asyncio.create_task(self._keep_open())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def join(self, topic: str) -> None:
        """Returns when bells of this topic are heard; after two seconds, or at once, when the line is broken."""
        group = group_of(topic)
        self._wanted[group] += 1
        if not self.is_open or self._is_broken or group in self._joined:
            return
        try:
            await self._add(group)
        except Exception as error:
            self._is_broken = True
            seldom.warn("joining a group failed", error)

    def leave(self, topic: str) -> None:
        """Once for each `join`. The group itself is left with the next beat: a page that reloads is back by then."""
        group = group_of(topic)
        self._wanted[group] -= 1
        if self._wanted[group] <= 0:
            del self._wanted[group]

    def send(self, topic: str, number: int) -> None:
        """Soon, to the other processes. Bells of one topic that wait become one."""
        if len(self._outbox) < MOST_WAITING:
            self._outbox[topic] = max(number, self._outbox.get(topic, 0))
            self._to_send.set()

    async def _keep_open(self) -> None:
        pause = 0.2
        while True:
            try:
                await self._open()
                pause = 0.2
                async with asyncio.TaskGroup() as group:
                    for job in (self._receive, self._send_out, self._beat):
                        group.create_task(job())
            except Exception as error:
                seldom.warn("the line to the other web processes is broken; looking again", error)
            finally:
                self.is_open = False
                await self._hang_up()
            await asyncio.sleep(pause * random.uniform(0.7, 1.3))
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _open(self) -> None:
        async with asyncio.timeout(SECONDS_TO_ANSWER):
            self._channel = await self._layer.new_channel()
        self._is_broken, self.is_open = False, True
        self._unheard = 0
        await self._rejoin()
        # Only a layer that answers is open: a frozen Redis takes subscriptions into its socket and says nothing.
        await self._send_beat()

    async def _hang_up(self) -> None:
        self._joined.clear()
        with suppress(Exception):
            async with asyncio.timeout(SECONDS_TO_ANSWER):
                await self._layer.flush()

    async def _receive(self) -> None:
        if hasattr(self._layer, "hand_over"):
            self._layer.hand_over(self._channel, self._received)
            return
        while True:
            self._received(await self._layer.receive(self._channel))

    def _received(self, message: Mapping[str, Any]) -> None:
        self._unheard = 0
        if message.get("type") == "live.bell" and message["by"] != self._me:
            self._heard(message["topic"], message["number"])

    async def _send_out(self) -> None:
        while True:
            await self._to_send.wait()
            self._to_send.clear()
            while self._outbox:
                topic = next(iter(self._outbox))
                number = self._outbox.pop(topic)
                bell = {"type": "live.bell", "by": self._me, "topic": topic, "number": number}
                await self._send_to_layer("group_send", group_of(topic), bell)

    async def _beat(self) -> None:
        rejoin_at = time.monotonic() + SECONDS_TO_REJOIN
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_BEATS)
            if self._is_broken or self._unheard >= BEATS_UNHEARD:
                raise Broken
            await self._send_beat()
            await self._leave_unwanted()
            if time.monotonic() > rejoin_at:
                rejoin_at = time.monotonic() + SECONDS_TO_REJOIN
                await self._rejoin()

    async def _send_beat(self) -> None:
        # Counted and not timed: a machine that slept would take its own absence for silence.
        self._unheard += 1
        await self._send_to_layer("send", self._channel, {"type": "live.beat"})

    async def _rejoin(self) -> None:
        for group in list(self._wanted):
            await self._add(group)

    async def _leave_unwanted(self) -> None:
        for group in list(self._joined):
            # Asked anew for each: one that was left may be wanted again while we waited.
            if group not in self._wanted:
                self._joined.discard(group)
                await self._send_to_layer("group_discard", group, self._channel)

    async def _add(self, group: str) -> None:
        await self._send_to_layer("group_add", group, self._channel)
        self._joined.add(group)

    async def _send_to_layer(self, verb: str, *words: Any) -> None:
        async with asyncio.timeout(SECONDS_TO_ANSWER):
            await getattr(self._layer, verb)(*words)


def group_of(topic: str) -> str:
    """A group for each circle. People share one: their bells are few, and a group for each visitor would be many."""
    kind, _, key = topic.partition(":")
    return f"live.{kind}" if kind == "person" else f"live.{kind}.{key}"
