"""A few threads for database work, each with a connection that it keeps.

Taking one from the pool and giving it back, with a look whether it still lives, cost as much as reading the news.
"""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connections

MOST = 4
SECONDS_TO_END = 2.0

Answer = TypeVar("Answer")
Job = tuple[asyncio.Future[Any], Callable[..., Any], tuple[Any, ...]]


class Threads:
    """`run` is for the loop that made it. What runs here only reads: it may be asked twice."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._busy = 0

    def run(self, work: Callable[..., Answer], *words: Any) -> asyncio.Future[Answer]:
        """The answer of `work(*words)`, as soon as a thread has it."""
        answer: asyncio.Future[Answer] = self._loop.create_future()
        self._busy += 1
        if len(self._threads) < min(self._busy, MOST):
            # A thread that is stuck in a database that does not answer must not keep the process from ending.
            thread = threading.Thread(target=self._go_on, name=f"live-{len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()
        self._jobs.put((answer, work, words))
        return answer

    async def stop(self) -> None:
        """Ends the threads and gives their connections back; what nobody began is dropped."""
        while not self._jobs.empty():
            self._jobs.get_nowait()
        for _ in self._threads:
            self._jobs.put(None)
        await asyncio.to_thread(_join, self._threads)

    def _go_on(self) -> None:
        while (job := self._jobs.get()) is not None:
            answer, work, words = job
            try:
                found, error = _asked(work, words), None
            except Exception as trouble:
                found, error = None, trouble
            del job
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                self._loop.call_soon_threadsafe(self._tell, answer, found, error)
        connections.close_all()

    def _tell(self, answer: asyncio.Future[Any], found: Any, error: Exception | None) -> None:
        self._busy -= 1
        if answer.done():  # given up meanwhile
            return
        if error is None:
            answer.set_result(found)
        else:
            answer.set_exception(error)


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


def _join(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.join(SECONDS_TO_END)
