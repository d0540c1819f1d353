"""A few threads for database work, each with a connection that it keeps.

Taking one from the pool and giving it back, with a look whether it still lives, cost as much as reading the news.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connections

MOST = 4
SECONDS_TO_END = 2.0

Answer = TypeVar("Answer")
Job = tuple[asyncio.Future[Any], Callable[..., Any], tuple[Any, ...]]
Finished = Callable[["Hand", asyncio.Future[Any], Any, Exception | None], None]


class Threads:
    """`run` is for the loop that made it. What runs here only reads: it may be asked twice."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._waiting: deque[Job] = deque()
        self._all: list[Hand] = []
        self._idle: list[Hand] = []

    def run(self, work: Callable[..., Answer], *words: Any) -> asyncio.Future[Answer]:
        """The answer of `work(*words)`, as soon as a thread has it."""
        answer: asyncio.Future[Answer] = self._loop.create_future()
        job = (answer, work, words)
        if self._idle:
            # The one that worked last: what it needs is still in the processor's cache, and others stay asleep.
            self._idle.pop().put(job)
        elif len(self._all) < MOST:
            self._all.append(Hand(self._finished, f"live-{len(self._all)}"))
            self._all[-1].put(job)
        else:
            self._waiting.append(job)
        return answer

    async def stop(self) -> None:
        """Ends the threads and gives their connections back; what nobody began is dropped."""
        self._waiting.clear()
        for hand in self._all:
            hand.put(None)
        await asyncio.to_thread(self._join)

    def _join(self) -> None:
        for hand in self._all:
            hand.join(SECONDS_TO_END)

    def _finished(self, hand: "Hand", answer: asyncio.Future[Any], found: Any, error: Exception | None) -> None:
        """Called by a thread."""
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(self._tell, hand, answer, found, error)

    def _tell(self, hand: "Hand", answer: asyncio.Future[Any], found: Any, error: Exception | None) -> None:
        if self._waiting:
            hand.put(self._waiting.popleft())
        else:
            self._idle.append(hand)
        if answer.done():  # given up meanwhile
            return
        if error is None:
            answer.set_result(found)
        else:
            answer.set_exception(error)


class Hand(threading.Thread):
    """One thread with its own door."""

    def __init__(self, finished: Finished, name: str) -> None:
        # One that is stuck in a database that does not answer must not keep the process from ending.
        super().__init__(name=name, daemon=True)
        self._finished = finished
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self.put = self._jobs.put
        self.start()

    def run(self) -> None:
        while (job := self._jobs.get()) is not None:
            answer, work, words = job
            try:
                found, error = _asked(work, words), None
            except Exception as trouble:
                found, error = None, trouble
            self._finished(self, answer, found, error)
            del job, answer, work, words, found, error
        connections.close_all()


def _asked(work: Callable[..., Answer], words: tuple[Any, ...]) -> Answer:
    kept = any(one.connection is not None for one in connections.all(initialized_only=True))
    try:
        return work(*words)
    except (OperationalError, InterfaceError):
        connections.close_all()
        if not kept:
            raise
    # It may have died while it was kept: a restart of PostgreSQL is no reason to be late.
    return work(*words)
