"""The hub of a web process: its sockets, the bells it hears, and the look at the database when bells are lost."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from channels.layers import channel_layers

from peersupport.live import bell, seldom
from peersupport.live.line import Line
from peersupport.live.news import Question, Reader, Row, reader_of
from peersupport.live.room import Room
from peersupport.live.rounds import Rounds
from peersupport.live.socket import FLOOD, TRY_LATER, Send, Socket
from peersupport.live.threads import Answer, Threads

MOST_SOCKETS_A_PERSON = 10


def configured_layer() -> Any:
    """The channel layer of the settings, in an instance that only the hub uses."""
    return channel_layers.make_backend("default")


class Hub:
    """Bells in, frames out. Everything but the reading itself runs on one event loop."""

    def __init__(self, *, seconds_between_looks: float, make_layer: Callable[[], Any] = configured_layer) -> None:
        self.loop = asyncio.get_running_loop()
        self._seconds_between_looks = seconds_between_looks
        self._line = Line(make_layer, self.heard)
        self._rooms: dict[str, Room] = {}
        self._rounds: dict[str, Rounds] = {}
        self._people: dict[int, dict[Socket, None]] = {}
        self._threads = Threads()
        self._asker: Any = None
        self._looking: asyncio.Task[None] | None = None
        self._later: set[asyncio.Task[None]] = set()
        self.is_open = False

    async def start(self) -> None:
        """Listens to the bells of this process and of the others."""
        self._line.start()
        self._looking = asyncio.create_task(self._look_again_and_again())
        self.is_open = True
        bell.listen(self)

    async def stop(self) -> None:
        """Closes every socket, softly: browsers come back a little later, each at a moment of its own."""
        bell.listen(None)
        self.is_open = False
        for room in list(self._rooms.values()):
            room.close(TRY_LATER)
        for rounds in self._rounds.values():
            rounds.stop()
        for task in self._later:
            task.cancel()
        if self._looking is not None:
            self._looking.cancel()
            with suppress(asyncio.CancelledError):
                await self._looking
        await self._line.stop()
        if self._asker is not None:
            self._asker.close()
        await self._threads.stop()

    def socket(self, reader: Reader, send: Send) -> Socket:
        """A socket of this person. The oldest is let go when there are too many: a phone leaves half-open ones."""
        socket = Socket(reader, send, self._left)
        theirs = self._people.setdefault(reader.person, {})
        theirs[socket] = None
        if len(theirs) > MOST_SOCKETS_A_PERSON:
            next(iter(theirs)).end(FLOOD)
        return socket

    async def subscribe(self, topic: str, socket: Socket, after: int) -> bool:
        """From now on the socket gets the news of `topic`, first what came after the number `after`.

        Joined first and read then, so nothing falls between. False for a kind of news that nobody registered.
        """
        rounds = self._rounds_of(topic.partition(":")[0])
        if rounds is None:
            return False
        await self._line.join(topic)
        if socket.ended:
            self._line.leave(topic)
            return True
        room = self._rooms.setdefault(topic, Room(topic))
        socket.room, socket.at = room, after
        room.enter(socket)
        rounds.call(room)
        return True

    def rung(self, topic: str, number: int) -> None:
        """A bell of this process: for our own readers at once, and for the other processes."""
        self.heard(topic, number)
        self._line.send(topic, number)

    def heard(self, topic: str, number: int) -> None:
        """A bell, ours or another's. That of a person also asks, wherever they read, whether they still may."""
        rooms = [self._rooms[topic]] if topic in self._rooms else []
        kind, _, key = topic.partition(":")
        if kind == "person" and key.isdecimal():
            theirs = self._people.get(int(key), ())
            rooms += {socket.room for socket in theirs if socket.room is not None} - set(rooms)
        for room in rooms:
            room.rung |= room.topic == topic
            self._rounds[room.kind].call(room)

    def do_later(self, seconds: float, work: Callable[[], object]) -> None:
        """In so many seconds, `work` in one of the hub's threads. What it raises is told, and goes no further."""
        task = asyncio.create_task(self._do_later(seconds, work))
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def _do_later(self, seconds: float, work: Callable[[], object]) -> None:
        await asyncio.sleep(seconds)
        try:
            await self.in_thread(work)
        except Exception as error:
            seldom.warn("what was to be done later failed", error)

    def in_thread(self, work: Callable[..., Answer], *words: Any) -> asyncio.Future[Answer]:
        """Runs database work in one of the hub's threads."""
        return self._threads.run(work, *words)

    def _ask(self, question: Question) -> Awaitable[list[Row]]:
        if self._asker is None:
            from peersupport.live.asking import Asker  # the embedded mode has no use for psycopg

            self._asker = Asker(self.in_thread)
        return self._asker.ask(question)  # type: ignore[no-any-return]

    def _rounds_of(self, kind: str) -> Rounds | None:
        news = reader_of(kind)
        if kind not in self._rounds and news is not None:
            self._rounds[kind] = Rounds(kind, news, self._rooms, self.in_thread, self._ask)
        return self._rounds.get(kind)

    def _left(self, socket: Socket) -> None:
        theirs = self._people.get(socket.reader.person, {})
        theirs.pop(socket, None)
        if not theirs:
            self._people.pop(socket.reader.person, None)
        room, socket.room = socket.room, None
        if room is None:
            return
        room.leave(socket)
        self._line.leave(room.topic)
        if not room.sockets:
            self._rooms.pop(room.topic, None)

    async def _look_again_and_again(self) -> None:
        while True:
            await asyncio.sleep(self._seconds_between_looks * random.uniform(0.8, 1.0))
            for kind, rounds in list(self._rounds.items()):
                try:
                    await rounds.sweep()
                except Exception as error:
                    seldom.warn(f"looking for {kind} news failed", error)
