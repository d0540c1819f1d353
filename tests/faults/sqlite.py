"""R8: many writers on one SQLite, and a disk that is full."""

import asyncio
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.faults import house as houses
from tests.faults import store
from tests.faults.checker import Tally, mark, tally
from tests.faults.house import House
from tests.faults.writer import Told, Writer

DISK = 24  # MiB; static files lie elsewhere


@dataclass
class Outcome:
    tally: Tally
    told: Told
    locked: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.tally}; answers {dict(self.told.answers)}, {self.told.p(0.5) * 1000:.0f} ms p50, "
            f"{self.told.p(0.99) * 1000:.0f} ms p99, {len(self.told.seconds) / self.seconds:.0f} posts/s; "
            f'"database is locked" {self.locked} times'
        )


async def many_writers(house: House, posts: int) -> Outcome:
    """Every seat of every circle writes `posts` posts, all at once."""
    told, began = Told(), asyncio.get_running_loop().time()
    await asyncio.gather(
        *(
            Writer(house.site, circle, number, who, told).write(posts)
            for number, circle in enumerate(house.circles)
            for who in range(len(circle["seats"]))
        )
    )
    seconds = asyncio.get_running_loop().time() - began
    # The log names the kind of an error and the lines it passed; the answer to a locked database is a 503.
    locked = house.said().count("locked") + house.said().count("OperationalError")
    return Outcome(tally(told.acknowledged, await store.marks(house), []), told, locked, seconds)


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """`folder` is a file system of DISK MiB. Needs to be root."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}m,mode=755", "circles-tests", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@asynccontextmanager
async def on_a_small_disk() -> AsyncIterator[House]:
    """An embedded house of two circles whose words lie on a disk of DISK MiB."""
    async with houses.embedded(circles=2, seats=2, disk=small_disk) as house:
        yield house


@dataclass
class Full:
    """What happened while the disk was full, and after."""

    during: list[int]
    pages: list[int]
    after: list[int]
    tally: Tally
    whole: str

    @property
    def is_clean(self) -> bool:
        refused = set(self.during) == {503} and set(self.pages) == {200}
        return refused and set(self.after) == {303} and self.tally.is_clean and self.whole == "ok"

    def __str__(self) -> str:
        return f"posts {self.during}, pages {self.pages}; with room again {self.after}; {self.tally}; SQLite says {self.whole}"


async def disk_full(house: House) -> Full:
    """Some posts, then no room for any more, then room again: the same presses once more."""
    told = Told()
    await Writer(house.site, house.circles[0], 0, 0, told).write(5)
    filler = house.disk / "filler"
    fill(filler)
    words = [mark(0, 0, number) for number in range(100, 104)]
    during = [await press(house, word) for word in words]
    pages = [(await house.site.get(f"/circles/{house.circles[0]['id']}/", session(house))).status for _ in range(3)]
    stored = await store.marks(house)
    filler.unlink()
    after = [await press(house, word) for word in words]
    found = tally([*told.acknowledged, *words], await store.marks(house), [])
    found.doubled += [f"{word} half written" for word in words if word in stored.get(0, [])]
    whole = (await store.rows(house, "PRAGMA integrity_check"))[0][0]
    return Full(during, pages, after, found, whole)


def fill(filler: Path) -> None:
    """Until not one byte more goes in."""
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            with suppress(OSError):
                while True:
                    file.write(b"x" * size)


def session(house: House) -> str:
    found: str = house.circles[0]["seats"][0]["session"]
    return found


async def press(house: House, word: str) -> int:
    """Words of some length, so that they need a page of their own."""
    fields = {"words": f"{word} " + "and a long walk " * 250, "need": "listen", "token": f"disk-full-{word}"}
    return (await house.site.post(f"/circles/{house.circles[0]['id']}/", session(house), 30.0, **fields)).status
