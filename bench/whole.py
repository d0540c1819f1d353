"""Our design from commit to frame: another process writes and rings, this counts what arrives where, and when."""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from bench.crowd import Browser, Crowd
from bench.designs import ROOT
from bench.site import Seat, Site

PACE = 100  # replies a second: 1,200 deliveries in circles of 12


class Listening(Crowd):
    """Keeps each piece of news with the moment it came and the address it came to."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.news: list[tuple[str, bytes, float]] = []
        self.opened_at: dict[Browser, float] = {}
        self.whole_at: dict[Browser, float] = {}

    def heard(self, frame: bytes, browser: Browser) -> None:
        if frame.startswith(b'{"kind":"news"'):
            self.news.append((browser.path, frame[:64], time.monotonic()))
        elif frame.startswith(b'{"kind":"hello"'):
            self.hellos += 1
            self.whole_at[browser] = time.monotonic()


class Writer:
    """The other process. `write` returns the commits: (circle, seq, seconds of CLOCK_MONOTONIC)."""

    def __init__(self) -> None:
        self.child = subprocess.Popen(
            [sys.executable, "-m", "bench.writer"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ},
        )  # fmt: skip

    async def write(self, circles: Sequence[int], posts: int, pace: float = PACE, words: int = 300) -> list[list[Any]]:
        order = {"circles": list(circles), "posts": posts, "seconds": posts / pace, "words": words}
        return await asyncio.to_thread(self._ask, json.dumps(order))

    def _ask(self, order: str) -> list[list[Any]]:
        assert self.child.stdin and self.child.stdout
        print(order, file=self.child.stdin, flush=True)
        return json.loads(self.child.stdout.readline())  # type: ignore[no-any-return]


@contextmanager
def writing() -> Iterator[Writer]:
    writer = Writer()
    try:
        yield writer
    finally:
        writer.child.kill()
        writer.child.wait()


async def opened(site: Site, seats: Sequence[Seat]) -> Listening:
    """All these seats with a socket each, every one greeted."""
    crowd = Listening(site.web.port)
    await crowd.open([seat.path for seat in seats], [seat.headers for seat in seats])
    return crowd


async def heard_all(crowd: Listening, commits: list[list[Any]], site: Site, seconds: float = 60) -> list[float]:
    """Waits until every commit reached every socket of its circle: ms from each commit to each arrival."""
    seats = {circle: len(group) for circle, group in zip(site.circles, site.seats, strict=True)}
    due = sum(seats[circle] for circle, _, _ in commits)
    circle_of = {seat.path: seat.circle for group in site.seats for seat in group}
    await crowd.until(lambda: len(latencies(crowd, commits, circle_of)) >= due, seconds)
    found = latencies(crowd, commits, circle_of)
    assert len(found) == due, f"{due} deliveries were due, {len(found)} came"
    return found


def latencies(crowd: Listening, commits: list[list[Any]], circle_of: dict[str, int]) -> list[float]:
    """Milliseconds from each commit to its arrival at each socket."""
    committed = {(circle, seq): when for circle, seq, when in commits}
    found = []
    for path, frame, arrived in crowd.news:
        first, last = _range(frame)
        for seq in range(first, last + 1):
            if (circle_of[path], seq) in committed:
                found.append((arrived - committed[circle_of[path], seq]) * 1e3)
    return found


async def deliveries(site: Site, writer: Writer, posts: int, pace: float) -> tuple[float, list[float]]:
    """Posts to everybody: µs of the web process's CPU for each delivery, and every latency in ms."""
    crowd = await opened(site, [seat for group in site.seats for seat in group])
    await heard_all(crowd, await writer.write(site.circles, len(site.circles)), site)
    before = site.web.cpu()
    found = await heard_all(crowd, await writer.write(site.circles, posts, pace), site)
    spent = site.web.cpu() - before
    crowd.close()
    return spent / len(found) * 1e6, found


async def come_back(site: Site, seconds: float) -> list[float]:
    """Every seat comes back, far behind, within `seconds` as browsers do (each at a moment of its own).

    ms from each opening to the moment that page is whole.
    """
    seats = [seat for group in site.seats for seat in group]
    crowd, pause = Listening(site.web.port), seconds / len(seats)
    loop, begin = asyncio.get_running_loop(), time.monotonic()
    for at, seat in enumerate(seats):
        await asyncio.sleep(max(0.0, begin + at * pause - time.monotonic()))
        browser = Browser(seat.path, seat.headers, crowd)
        crowd.browsers.append(browser)
        crowd.opened_at[browser] = time.monotonic()
        await loop.create_connection(lambda browser=browser: browser, "127.0.0.1", site.web.port)  # type: ignore[misc]
    await crowd.until(lambda: len(crowd.whole_at) == len(seats))
    crowd.close()
    return [(when - crowd.opened_at[browser]) * 1e3 for browser, when in crowd.whole_at.items()]


async def beside_stuck(site: Site, writer: Writer, posts: int, stuck: int) -> tuple[float, int]:
    """Long replies to everybody while `stuck` more sockets stand still. The others' p99 in ms; KiB the process grew."""
    seats = [seat for group in site.seats for seat in group]
    crowd = await opened(site, seats)
    still = await opened(site, seats[:stuck])
    for browser in still.browsers:
        browser.transport.pause_reading()
    before = site.web.kib()
    found = await heard_all(crowd, await writer.write(site.circles, posts, words=4_500), site)
    grown = site.web.kib() - before
    crowd.close()
    still.close()
    return percentile(found, 0.99), grown


async def idle(site: Site, count: int) -> tuple[float, int, int]:
    """KiB of the process for each of `count` listening sockets; how many; how many are still open in the end."""
    seats = [seat for group in site.seats for seat in group]
    wanted = [seats[at % len(seats)] for at in range(count)]
    first = await opened(site, wanted[:50])
    before = site.web.kib()
    crowd = await opened(site, wanted[50:])
    grown = site.web.kib() - before
    alive = sum(not browser.transport.is_closing() for browser in first.browsers + crowd.browsers)
    first.close()
    crowd.close()
    return grown / (count - 50), count, alive


def percentile(values: Sequence[float], share: float) -> float:
    return statistics.quantiles(values, n=1000, method="inclusive")[round(share * 1000) - 1]


def _range(frame: bytes) -> tuple[int, int]:
    """The first and the last number of a piece of news."""
    words = frame.split(b",", 3)
    return int(words[1].partition(b":")[2]) + 1, int(words[2].partition(b":")[2])
