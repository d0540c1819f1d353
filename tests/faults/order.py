"""R7: a burst in one circle hides nothing of another, and clocks that disagree change no order. Two web processes."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from tests import services
from tests.faults import store
from tests.faults.bells import everybody
from tests.faults.checker import Tally, marks_in, tally
from tests.faults.house import House
from tests.faults.reader import ARTICLE
from tests.faults.saved import wait_until_whole
from tests.faults.wire import Site
from tests.faults.writer import Told, Writer

LIBRARIES = "/usr/lib"


@dataclass
class Burst:
    """`waits` are the seconds from acknowledgement to a reader's eye, in the circle beside the burst."""

    tally: Tally
    seconds: float
    waits: list[float]

    def p(self, part: float) -> float:
        return sorted(self.waits)[min(len(self.waits) - 1, int(len(self.waits) * part))]

    def __str__(self) -> str:
        return (
            f"{self.tally}; the burst took {self.seconds:.0f} s, beside it {len(self.waits)} deliveries: "
            f"p50 {self.p(0.5):.2f} s, p99 {self.p(0.99):.2f} s"
        )


async def burst(house: House, posts: int, writers: int = 8) -> Burst:
    """`posts` posts as quickly as they go in circle 0, through all processes; somebody writes in circle 1 meanwhile."""
    loud, calm = Told(), Told()
    readers = everybody(house)
    await asyncio.gather(*(asyncio.wait_for(reader.is_whole.wait(), 60) for reader in readers))
    over = asyncio.Event()
    began = asyncio.get_running_loop().time()
    beside = asyncio.create_task(Writer(house.site, house.circles[1], 1, 0, calm, pause=0.2).write(10, over))
    hands = [Writer(house.site, house.circles[0], 0, who, loud) for who in range(writers)]
    await asyncio.gather(*(hand.write(-(-posts // writers)) for hand in hands))
    seconds = asyncio.get_running_loop().time() - began
    over.set()
    await beside
    await wait_until_whole(house, readers)
    await asyncio.gather(*(reader.stop() for reader in readers))
    words = [*loud.acknowledged, *calm.acknowledged]
    found = tally(words, await store.marks(house), [reader.read() for reader in readers])
    waits = [
        max(0.0, reader.first_seen[word] - at)
        for reader in readers
        for word, at in calm.at.items()
        if word in reader.first_seen
    ]
    return Burst(found, seconds, waits)


def another_clock(seconds: int) -> dict[str, str]:
    """The environment of a process whose clock is wrong by so many seconds. Raises services.Missing."""
    library = next(Path(LIBRARIES).glob("**/libfaketimeMT.so.1"), None)
    if library is None:
        raise services.Missing("faketime is not installed")
    return {"LD_PRELOAD": str(library), "FAKETIME": f"{seconds:+d}s", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}


async def clocks(house: House, posts: int, apart: int) -> tuple[Tally, float]:
    """One writer, one post after the other, in turns through a process of today and one `apart` seconds ahead.

    Returns also by how many seconds the times of neighbouring posts jump back: proof that the clocks disagreed.
    """
    ahead = await house.open_web("ahead", **another_clock(apart))
    told, circle = Told(), house.circles[0]
    sites = [Site(web.port, house.site.origin) for web in house.webs]
    readers = everybody(house)
    hands = [Writer(site, circle, 0, 0, told) for site in sites]
    for number in range(posts):
        await hands[number % len(hands)].write_one(number)
    await wait_until_whole(house, readers)
    await asyncio.gather(*(reader.stop() for reader in readers))
    found = tally(told.acknowledged, await store.marks(house), [reader.read() for reader in readers])
    await _pages_are_in_order(sites, circle, told.acknowledged, found)
    await house.close_web(ahead)
    return found, await _largest_step_back(house)


async def _pages_are_in_order(sites: list[Site], circle: dict, words: list[str], found: Tally) -> None:  # type: ignore[type-arg]
    """The page of the newest shares, from each process: newest first."""
    for site in sites:
        page = await site.get(f"/circles/{circle['id']}/", circle["seats"][0]["session"])
        shown = [word for article in ARTICLE.findall(page.body) for word in marks_in(article[3])]
        if not shown or shown != list(reversed(words))[: len(shown)]:
            found.out_of_order.append(f"a fresh page: {shown[:5]}")


async def _largest_step_back(house: House) -> float:
    sql = """SELECT max(extract(epoch FROM before - written_at)) FROM
             (SELECT written_at, lag(written_at) OVER (ORDER BY place) AS before FROM circles_post WHERE circle_id = %s) AS posts"""
    found: float = (await store.rows(house, sql, house.circles[0]["pk"]))[0][0]
    return float(found)
