"""Reading the news of one kind: all topics that rang since the last batch in one batch, one batch at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.db import InterfaceError, OperationalError

from peersupport.live import seldom
from peersupport.live.news import Ask, Edition, News, Question, QuickNews, Row
from peersupport.live.room import Room
from peersupport.live.socket import NO_SEAT

MOST_TOPICS = 100
MOST_READERS = 2_000
# Bells that follow each other sooner are read together. The first after a quiet moment waits for nothing.
TICK = 0.006

Asks = Mapping[str, Ask]
Editions = Mapping[str, Edition]
InThread = Callable[..., Awaitable[Any]]
AskDatabase = Callable[[Question], Awaitable[list[Row]]]


class Rounds:
    """`call` for a room; it is read with all the others that were called meanwhile."""

    def __init__(self, kind: str, news: News, rooms: Mapping[str, Room], in_thread: InThread, ask: AskDatabase) -> None:
        self._kind = kind
        self._news = news
        self._quick = news if isinstance(news, QuickNews) else None
        self._rooms = rooms
        self._in_thread = in_thread
        self._ask = ask
        self._called: dict[str, Room] = {}
        self._task: asyncio.Task[None] | None = None
        self._sleep: asyncio.Future[None] | None = None

    def call(self, room: Room) -> None:
        """There may be news. To be called on the loop."""
        room.stale = True
        self._look(room)

    async def sweep(self) -> None:
        """Compares with the database what the bell may have lost, and asks who may still read everywhere."""
        rooms = [room for room in self._rooms.values() if room.kind == self._kind]
        if not rooms:
            return
        numbers = await self._in_thread(self._news.high_water, [room.key for room in rooms])
        for room in rooms:
            # Lower than seen: a backup was restored. Left out: the topic is gone. The batch will say so.
            if numbers.get(room.key) != room.seen or not all(socket.whole for socket in room.sockets):
                room.stale = True
            self._look(room)

    def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _look(self, room: Room) -> None:
        self._called[room.topic] = room
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        if self._sleep is not None and not self._sleep.done():
            self._sleep.set_result(None)

    async def _run(self) -> None:
        try:
            await self._read_again_and_again()
        finally:
            self._task = None

    async def _read_again_and_again(self) -> None:
        loop = asyncio.get_running_loop()
        now, rest_until = loop.time, 0.0
        while True:
            if not self._called:
                self._sleep = loop.create_future()
                await self._sleep
            if (rest := rest_until - now()) > 0:
                await asyncio.sleep(rest)
            batch = self._next_batch()
            # Where one batch does not hold all, the next one follows at once.
            rest_until = 0.0 if self._called else now() + TICK
            await self._round(batch)

    def _next_batch(self) -> dict[str, Room]:
        batch: dict[str, Room] = {}
        readers = 0
        for topic in list(self._called):
            room = self._called[topic]
            readers += len(room.sockets)
            if batch and (len(batch) == MOST_TOPICS or readers > MOST_READERS):
                break
            del self._called[topic]
            batch[room.key] = room
        return batch

    async def _round(self, batch: dict[str, Room]) -> None:
        asks = {key: room.ask() for key, room in batch.items() if room.sockets}
        for read, editions in await self._read(asks):
            for key, ask in read.items():
                self._deliver(batch[key], ask, editions)

    def _deliver(self, room: Room, ask: Ask, editions: Editions | None) -> None:
        if editions is None:
            return room.ask_again(ask)
        try:
            if room.key in editions:
                room.deliver(ask, editions[room.key])
            else:
                room.close(NO_SEAT)
        except Exception as error:
            seldom.warn(f"delivering {self._kind} news failed", error)

    async def _read(self, asks: Asks) -> list[tuple[Asks, Editions | None]]:
        """The editions; None for what could not be read. One topic that breaks is set apart from the others."""
        if not asks:
            return []
        try:
            return [(asks, await self._editions(asks))]
        except (OperationalError, InterfaceError) as error:
            # The database is away: no use in asking topic by topic. The next sweep tries again.
            seldom.warn(f"reading {self._kind} news failed", error)
            return [(asks, None)]
        except Exception as error:
            if len(asks) == 1:
                seldom.warn(f"reading {self._kind} news failed", error)
                return [(asks, None)]
        halves = _halves(asks)
        return [*await self._read(halves[0]), *await self._read(halves[1])]

    async def _editions(self, asks: Asks) -> Editions:
        news = self._quick
        question = news.question(asks) if news is not None else None
        if news is None or question is None:
            return await self._in_thread(self._news.read, asks)  # type: ignore[no-any-return]
        rows = await self._ask(question)
        if news.is_quick(rows):
            return news.answer(asks, rows)
        return await self._in_thread(news.answer, asks, rows)  # type: ignore[no-any-return]


def _halves(asks: Asks) -> tuple[Asks, Asks]:
    middle = len(asks) // 2
    pairs = list(asks.items())
    return dict(pairs[:middle]), dict(pairs[middle:])
