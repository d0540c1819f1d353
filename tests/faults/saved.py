"""R1: what was acknowledged is neither lost nor doubled nor shown to anybody else, whatever is killed meanwhile."""

import asyncio
import sys
import time
from dataclasses import dataclass, field

from tests.faults import store
from tests.faults.checker import Tally, tally
from tests.faults.house import House
from tests.faults.nemesis import Nemesis
from tests.faults.reader import Reader
from tests.faults.writer import Told, Writer

WHOLE_WITHIN = 60.0


@dataclass
class Outcome:
    tally: Tally
    told: Told
    faults: dict[str, int]
    seconds: float
    whole_after: float
    outsiders_refused: int
    readers: list[Reader] = field(repr=False, default_factory=list)

    def figures(self) -> str:
        connections = sum(reader.connections for reader in self.readers)
        reloads = sum(reader.reloads for reader in self.readers)
        return (
            f"{self.seconds:.0f} s, {len(self.readers)} readers with {connections} connections and {reloads} reloads, "
            f"outsiders refused {self.outsiders_refused} times\n  faults: {self.faults}\n"
            f"  answers: {dict(self.told.answers)}; p50 {self.told.p(0.5) * 1000:.0f} ms, p99 {self.told.p(0.99) * 1000:.0f} ms\n"
            f"  every page whole {self.whole_after:.1f} s after the last acknowledged post"
        )


async def run(house: House, posts: int, kills: int, seed: int, writers: int = 2) -> Outcome:
    """All circles of the house; `writers` of each circle write, every seat reads, somebody outside tries to."""
    began, told, nemesis = time.monotonic(), Told(), Nemesis(house, seed)
    readers = [
        Reader(house.site, circle, seat["session"], f"reader {number}-{at}", number).start()
        for number, circle in enumerate(house.circles)
        for at, seat in enumerate(circle["seats"])
    ]
    outside = Outsider(house)
    watch = asyncio.create_task(outside.try_again_and_again())
    each = -(-posts // (len(house.circles) * writers))
    hands = [
        Writer(house.site, circle, number, who, told)
        for number, circle in enumerate(house.circles)
        for who in range(writers)
    ]
    enough = asyncio.Event()
    async with asyncio.TaskGroup() as together:
        for hand in hands:
            together.create_task(hand.write(each, enough))
        await break_things(nemesis, kills, told, each * len(hands))
        enough.set()
    whole_after = await wait_until_whole(house, readers)
    watch.cancel()
    await asyncio.gather(*(reader.stop() for reader in readers))
    found = tally(
        told.acknowledged, await store.marks(house), [*(reader.read() for reader in readers), *outside.reads()]
    )
    return Outcome(found, told, dict(nemesis.done), time.monotonic() - began, whole_after, outside.refused, readers)


async def break_things(nemesis: Nemesis, kills: int, told: Told, posts: int) -> None:
    """Each kill at its share of the posts, so that all of them happen under load; something milder in between."""
    for number, name in enumerate(nemesis.kills(kills), 1):
        await _until(told, posts * number // (kills + 1))
        await nemesis.do(name)
        await _until(told, posts * (2 * number + 1) // (2 * kills + 2))
        await nemesis.do(nemesis.mild())
        print(
            f"  {len(told.acknowledged):,} acknowledged, {sum(nemesis.done.values())} faults",
            file=sys.stderr,
            flush=True,
        )


async def _until(told: Told, acknowledged: int) -> None:
    while len(told.acknowledged) < acknowledged:
        await asyncio.sleep(0.02)


async def wait_until_whole(house: House, readers: list[Reader], within: float = WHOLE_WITHIN) -> float:
    """Until every open page is as far as its circle; how many seconds that took (at most `within`)."""
    began = time.monotonic()
    ends = await store.seqs(house)
    while time.monotonic() - began < within:
        if all(
            reader.seq >= ends[reader.number]
            for reader in readers
            if reader.number is not None and reader.closed is None
        ):
            break
        await asyncio.sleep(0.05)
    return time.monotonic() - began


class Outsider:
    """Somebody without a seat, and a member with a seat elsewhere, try every circle all the time."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.refused = 0
        self.tried: list[Reader] = []

    async def try_again_and_again(self) -> None:
        while True:
            for number, circle in enumerate(self.house.circles):
                strangers = [self.house.cast["outsider"]]
                if number:
                    strangers.append(self.house.circles[number - 1]["seats"][0]["session"])
                await asyncio.gather(*(self._try(circle, session) for session in strangers))
            await asyncio.sleep(0.2)

    async def _try(self, circle: dict, session: str) -> None:  # type: ignore[type-arg]
        reader = Reader(self.house.site, circle, session, "somebody outside").start()
        try:
            async with asyncio.timeout(5):
                assert reader.task is not None
                await reader.task
        except TimeoutError:
            await reader.stop()
        self.refused += reader.closed == 4403
        self.tried.append(reader)

    def reads(self) -> list:  # type: ignore[type-arg]
        return [reader.read() for reader in self.tried]
