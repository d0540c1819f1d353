"""One browser that is listening: who is behind it, how far it was told, and a short queue towards it."""

import asyncio
import types
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator
from functools import partial
from typing import TYPE_CHECKING, Any

from peersupport.live import straight
from peersupport.live.news import Reader

if TYPE_CHECKING:
    from peersupport.live.room import Room

BROKEN_FRAME = 4400
SIGNED_OUT = 4401
NO_SEAT = 4403
TOO_SLOW = 4408
FLOOD = 4429
TRY_LATER = 1013

MOST_FRAMES = 64
MOST_CHARACTERS = 64 * 1024
SECONDS_TO_CLOSE = 5.0

Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]

# asyncio itself holds its tasks only weakly.
_closing: set[asyncio.Task[None]] = set()


class Socket:
    """`tell` never waits: a browser that stands still fills only its own queue, and is let go when that is full."""

    __slots__ = (
        "_characters", "_left", "_queue", "_send", "_server", "_writer", "at", "ended", "reader", "room", "whole",
    )  # fmt: skip

    def __init__(self, reader: Reader, send: Send, left: "Callable[[Socket], None]") -> None:
        """`send` is the ASGI server's; `left` is called once, at the moment the socket shall get nothing more."""
        self.reader = reader
        self.room: Room | None = None
        self.at = 0
        self.whole = False
        self.ended = False
        self._send = send
        self._server = straight.server_of(send)
        self._left = left
        self._queue: deque[str] = deque()
        self._characters = 0
        self._writer: asyncio.Task[None] | None = None

    def tell(self, frame: str, packed: straight.Packed | None = None) -> None:
        """Sends a frame after those that wait. One frame of any size always fits into an empty queue.

        Whoever tells many sockets the same hands them one and the same `packed`, empty at first.
        """
        if self.ended:
            return
        if self._writer is None and self._server is not None and straight.write(self._server, frame, packed):
            return
        if self._queue and (len(self._queue) >= MOST_FRAMES or self._characters + len(frame) > MOST_CHARACTERS):
            self.end(TOO_SLOW)
            return
        if self._writer is None:
            self._send_now(frame)
        else:
            self._queue.append(frame)
            self._characters += len(frame)

    def end(self, code: int) -> None:
        """Out of its room at once, whatever waits is dropped; then the connection is closed with `code`."""
        if self.ended:
            return
        self.leave()
        closing = asyncio.create_task(self._close(code))
        _closing.add(closing)
        closing.add_done_callback(_closing.discard)

    def leave(self) -> None:
        """The connection is gone, or about to be."""
        self.ended = True
        self._queue.clear()
        self._left(self)

    def _send_now(self, frame: str) -> None:
        """The server nearly always takes a frame without waiting: then no task is made, which is half of the cost."""
        sending = self._send({"type": "websocket.send", "text": frame})
        try:
            waits_for = sending.send(None)
        except StopIteration:
            return
        except (OSError, RuntimeError):
            self._give_up()
        else:
            self._writer = asyncio.create_task(self._write(_rest_of(sending, waits_for)))

    async def _write(self, begun: Awaitable[None]) -> None:
        try:
            await begun
            while self._queue:
                frame = self._queue.popleft()
                self._characters -= len(frame)
                await self._send({"type": "websocket.send", "text": frame})
        except (OSError, RuntimeError):
            if not self.ended:
                self._give_up()
        finally:
            self._writer = None

    def _give_up(self) -> None:
        """The server takes no more frames: the connection is gone, or its peer answered no ping for too long."""
        self.leave()
        self._abort()

    async def _close(self, code: int) -> None:
        try:
            async with asyncio.timeout(SECONDS_TO_CLOSE):
                await self._send({"type": "websocket.close", "code": code})
            await asyncio.sleep(SECONDS_TO_CLOSE)
            self._abort()
        except TimeoutError:
            self._abort()
        except (OSError, RuntimeError):
            return

    def _abort(self) -> None:
        # ASGI cannot end a connection whose peer reads nothing: without this it would hold its buffer for ever.
        transport = getattr(getattr(self._send, "__self__", None), "transport", None)
        if transport is not None:
            transport.abort()


@types.coroutine
def _rest_of(sending: Coroutine[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    """Goes on in a task with a coroutine that was begun outside of one and waits for the future `waits_for`."""
    while True:
        try:
            yield waits_for
        except BaseException as error:
            step = partial(sending.throw, error)
        else:
            step = partial(sending.send, None)
        try:
            waits_for = step()
        except StopIteration:
            return
