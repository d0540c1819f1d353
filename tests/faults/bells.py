"""R3 and R4: Redis breaks all the time, or a process dies between the commit and its bell. Pages find out by themselves."""

import asyncio
import random
from dataclasses import dataclass, field

from tests.faults import store
from tests.faults.checker import Tally, mark, tally
from tests.faults.house import House
from tests.faults.nemesis import Nemesis
from tests.faults.proxy import Proxy
from tests.faults.reader import Reader
from tests.faults.saved import wait_until_whole
from tests.faults.wire import Site, Unanswered
from tests.faults.writer import Told, Writer

WHOLE_WITHIN = 15.0
REDIS_FAULTS = ["kill redis", "freeze redis", "flush redis", "cut redis", "half-open redis"]
DOOMED = "tests.faults.doomed:application"


@dataclass
class Outcome:
    tally: Tally
    told: Told
    faults: dict[str, int]
    pages: dict[int, int] = field(default_factory=dict)
    latest: float = 0.0

    @property
    def broken_pages(self) -> int:
        return sum(count for status, count in self.pages.items() if status >= 500)

    def __str__(self) -> str:
        return (
            f"{self.tally}; answers {dict(self.told.answers)}, p50 {self.told.p(0.5) * 1000:.0f} ms, "
            f"p99 {self.told.p(0.99) * 1000:.0f} ms; pages {self.pages}; "
            f"the latest post stood on every page after {self.latest:.1f} s; faults {self.faults}"
        )


async def redis_breaks(house: House, posts: int, every: float, seed: int) -> Outcome:
    """A fault of Redis every `every` seconds, until there are `posts` posts and every kind of fault was there."""
    told, nemesis, pages = Told(), Nemesis(house, seed), {}
    readers = everybody(house)
    enough = asyncio.Event()
    hands = [Writer(house.site, circle, number, 0, told, pause=0.1) for number, circle in enumerate(house.circles)]
    async with asyncio.TaskGroup() as together:
        writing = [together.create_task(hand.write(posts // len(hands), enough)) for hand in hands]
        looking = together.create_task(look(house, pages))
        faults: list[str] = []
        while not enough.is_set():
            faults = faults or nemesis.chance.sample(REDIS_FAULTS, len(REDIS_FAULTS))
            _, _ = await asyncio.gather(nemesis.do(faults.pop()), asyncio.sleep(every))
            if len(told.acknowledged) >= posts and len(nemesis.done) == len(REDIS_FAULTS):
                enough.set()
        await asyncio.wait(writing)
        looking.cancel()
    await wait_until_whole(house, readers)
    await asyncio.gather(*(reader.stop() for reader in readers))
    found = tally(told.acknowledged, await store.marks(house), [reader.read() for reader in readers])
    return Outcome(found, told, dict(nemesis.done), pages, latest(told, readers))


def everybody(house: House) -> list[Reader]:
    """A page for each seat of each circle; they are spread over the web processes."""
    return [
        Reader(house.site, circle, seat["session"], f"reader {number}-{at}", number).start()
        for number, circle in enumerate(house.circles)
        for at, seat in enumerate(circle["seats"])
    ]


async def look(house: House, pages: dict[int, int]) -> None:
    """Somebody opens pages all the time; how they were answered, by status (0: not at all)."""
    while True:
        circle = random.choice(house.circles)
        try:
            status = (await house.site.get(f"/circles/{circle['id']}/", circle["seats"][0]["session"])).status
        except Unanswered:
            status = 0
        pages[status] = pages.get(status, 0) + 1
        await asyncio.sleep(0.1)


def latest(told: Told, readers: list[Reader]) -> float:
    """The longest that a reader waited for a post after its acknowledgement."""
    waits = [
        reader.first_seen[word] - at for reader in readers for word, at in told.at.items() if word in reader.first_seen
    ]
    return max(waits, default=0.0)


async def die_before_the_bell(house: House, times: int) -> tuple[Tally, list[float]]:
    """The seconds from each kill until the post stood on every open page; its own writer is then told that it is saved."""
    words, waits, answers = [], [], []
    proxies: list[Proxy] = []
    readers = [
        Reader(Site(web.port, house.site.origin), house.circles[0], seat["session"], "far", 0).start()
        for web, seat in zip(house.webs, house.circles[0]["seats"][1:], strict=False)
    ]
    for number in range(times):
        doomed = await house.open_web(f"doomed{number}", DOOMED)
        # A page that is open in the very process that dies, and comes back to another one.
        proxies.append(await Proxy([doomed.port, house.webs[0].port]).start())
        near = Reader(Site(proxies[-1].port, house.site.origin), house.circles[0],
                      house.circles[0]["seats"][-1]["session"], "near", 0).start()  # fmt: skip
        await asyncio.wait_for(near.is_whole.wait(), 60)
        words.append(mark(0, 0, number))
        waits.append(await _one_death(house, doomed.port, words[-1], [*readers, near]))
        answers.append(await _post(house.site, house, words[-1]))
        await near.stop()
        await house.close_web(doomed)
    assert answers == [303] * times, answers
    await asyncio.gather(*(reader.stop() for reader in readers), *(proxy.stop() for proxy in proxies))
    return tally(words, await store.marks(house), [reader.read() for reader in readers]), waits


async def _one_death(house: House, port: int, word: str, readers: list[Reader]) -> float:
    clock = asyncio.get_running_loop().time
    try:
        status = await _post(Site(port, house.site.origin), house, word)
        raise AssertionError(f"it was to die and answered {status}")
    except Unanswered:
        died_at = clock()
    while clock() - died_at < 2 * WHOLE_WITHIN:
        if all(word in reader.first_seen for reader in readers):
            return max(reader.first_seen[word] for reader in readers) - died_at
        await asyncio.sleep(0.02)
    raise AssertionError(f"{word} came to {[reader.name for reader in readers if word in reader.first_seen]} only")


async def _post(site: Site, house: House, word: str) -> int:
    circle = house.circles[0]
    fields = {"words": f"A walk and the word {word} for today.", "need": "listen", "token": f"before-the-bell-{word}"}
    return (await site.post(f"/circles/{circle['id']}/", circle["seats"][0]["session"], **fields)).status
