"""R9: an update of a house that is in use: every process is asked to end, one after the other, and started again."""

import asyncio
from dataclasses import dataclass

from tests.faults import store
from tests.faults.bells import everybody
from tests.faults.checker import Tally, tally
from tests.faults.house import House
from tests.faults.nemesis import again
from tests.faults.saved import wait_until_whole
from tests.faults.writer import Told, Writer


@dataclass
class Outcome:
    """`gone` are the seconds a process took to end, `codes` what its sockets were closed with."""

    tally: Tally
    told: Told
    gone: list[float]
    codes: dict[int, int]

    def __str__(self) -> str:
        gone = ", ".join(f"{seconds:.1f}" for seconds in self.gone)
        return f"{self.tally}; answers {dict(self.told.answers)}; ended within {gone} s; closed with {self.codes}"


async def restart_all(house: House, posts: int) -> Outcome:
    """Under load all the time; at least `posts` posts."""
    told, enough = Told(), asyncio.Event()
    readers = everybody(house)
    hands = [Writer(house.site, circle, number, 0, told) for number, circle in enumerate(house.circles)]
    gone = []
    async with asyncio.TaskGroup() as together:
        for hand in hands:
            together.create_task(hand.write(posts // len(hands), enough))
        for web in list(house.webs):
            began = asyncio.get_running_loop().time()
            web.child.terminate()
            await asyncio.to_thread(web.child.wait)
            gone.append(asyncio.get_running_loop().time() - began)
            await again(web)
        enough.set()
    await wait_until_whole(house, readers)
    await asyncio.gather(*(reader.stop() for reader in readers))
    codes: dict[int, int] = {}
    for reader in readers:
        for code in reader.codes:
            codes[code] = codes.get(code, 0) + 1
    found = tally(told.acknowledged, await store.marks(house), [reader.read() for reader in readers])
    return Outcome(found, told, gone, codes)
