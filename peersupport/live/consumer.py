"""The Channels consumer of every live page: accepts, asks who it is, and leaves the rest to the hub.

The hub sends straight to the browser's socket. Channels' own way (a channel for each socket, a thread hop for each
message) costs several times as much, so both are switched off here.
"""

import json
import time
from collections import deque
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer

from peersupport.live import bell, frames, seldom
from peersupport.live.door import Visitor, visitor
from peersupport.live.hub import Hub
from peersupport.live.news import Reader
from peersupport.live.socket import BROKEN_FRAME, FLOOD, NO_SEAT, SIGNED_OUT, TRY_LATER, Socket

MOST_MESSAGES, IN_SECONDS = 20, 10.0
LONGEST_MESSAGE = 256
HIGHEST_NUMBER = 2**63 - 1


class Entry(NamedTuple):
    """What a signed-in visitor of this address gets: a topic, as whom, and private frames to begin with."""

    topic: str
    reader: Reader
    greeting: tuple[str, ...] = ()


class LiveConsumer(AsyncConsumer):
    """Subclasses say what an address leads to, in `entry`."""

    channel_layer_alias = "none: the hub has the one channel of this process"

    def __init__(self) -> None:
        self.socket: Socket | None = None
        self._messages: deque[float] = deque(maxlen=MOST_MESSAGES)

    def entry(self, who: Visitor, words: Mapping[str, str]) -> Entry | None:
        """For `who` at the address with these words in it; None: there is nothing here for them. Runs in a thread."""
        raise NotImplementedError

    async def dispatch(self, message: dict[str, Any]) -> None:
        # Channels' own closes old database connections in a thread each time; the hub's threads do so themselves.
        await getattr(self, message["type"].replace(".", "_"))(message)

    async def websocket_connect(self, message: dict[str, Any]) -> None:
        # Accepted before it is refused: a browser is told the code of a close, but not why it was not accepted.
        await self.send({"type": "websocket.accept"})
        code = await self._come_in()
        if code:
            await self.send({"type": "websocket.close", "code": code})

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        now = time.monotonic()
        is_flood = len(self._messages) == MOST_MESSAGES and now - self._messages[0] < IN_SECONDS
        self._messages.append(now)
        if self.socket is None or self.socket.ended:
            return
        if is_flood:
            self.socket.end(FLOOD)
        elif _is_ping(message.get("text")):
            self.socket.tell(frames.PONG)
        else:
            self.socket.end(BROKEN_FRAME)

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        if self.socket is not None and not self.socket.ended:
            self.socket.leave()
        raise StopConsumer

    async def _come_in(self) -> int:
        """Returns the code to close with; 0: come in."""
        hub, after = bell.listener(), _after(self.scope)
        if not isinstance(hub, Hub):
            return TRY_LATER
        if after is None:
            return BROKEN_FRAME
        try:
            found = await hub.in_thread(self._look_up)
        except Exception as error:
            seldom.warn("looking up who opens a socket failed", error)
            return TRY_LATER
        if not isinstance(found, Entry):
            return found
        self.socket = hub.socket(found.reader, self.base_send)
        for frame in found.greeting:
            self.socket.tell(frame)
        if not await hub.subscribe(found.topic, self.socket, after):
            self.socket.end(NO_SEAT)
        return 0

    def _look_up(self) -> Entry | int:
        who = visitor(self.scope)
        if who is None:
            return SIGNED_OUT
        return self.entry(who, self.scope["url_route"]["kwargs"]) or NO_SEAT


class PersonConsumer(LiveConsumer):
    """`/live/me/`: something for this person changed."""

    def entry(self, who: Visitor, words: Mapping[str, str]) -> Entry:
        return Entry(f"person:{who.person}", reader_without_seat(who))


class DeskConsumer(LiveConsumer):
    """`/live/desk/`: something on the desk changed. Who may hear that is said by who registered the desk's news."""

    def entry(self, who: Visitor, words: Mapping[str, str]) -> Entry:
        return Entry("desk:all", reader_without_seat(who))


def reader_without_seat(who: Visitor) -> Reader:
    return Reader(who.person, 0, who.session, who.epoch, who.language)


def _after(scope: Mapping[str, Any]) -> int | None:
    """The number in `?after=`; 0 if there is none, None for what is no such number."""
    try:
        found = parse_qs(scope["query_string"].decode("ascii"), keep_blank_values=True).get("after", ["0"])
        number = int(found[0]) if len(found) == 1 and found[0].isascii() and found[0].isdecimal() else -1
    except ValueError:
        return None
    return number if 0 <= number <= HIGHEST_NUMBER else None


def _is_ping(text: str | None) -> bool:
    if text is None or len(text) > LONGEST_MESSAGE:
        return False
    try:
        message = json.loads(text)
    except ValueError:
        return False
    return isinstance(message, dict) and message.get("kind") == "ping"
