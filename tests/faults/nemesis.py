"""Who breaks things: seeded, so that a run can be asked for again. Every fault heals what it broke."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress

from tests.faults.house import House, freeze_whole, kill_whole
from tests.services import Service

Fault = Callable[["Nemesis"], Awaitable[None]]


class Nemesis:
    """`done` counts what it did, by name."""

    def __init__(self, house: House, seed: int) -> None:
        self.house = house
        self.chance = random.Random(seed)
        self.done: Counter[str] = Counter()
        self.healed_at = 0.0

    async def do(self, name: str) -> None:
        await FAULTS[name](self)
        self.done[name] += 1
        self.healed_at = asyncio.get_running_loop().time()

    def kills(self, count: int) -> list[str]:
        """Names of kills in a random order, each kind as often as the others."""
        kinds = ["kill web", "kill redis", "kill database"] if self.house.redis else ["kill web"]
        names = [kinds[number % len(kinds)] for number in range(count)]
        self.chance.shuffle(names)
        return names

    def mild(self) -> str:
        """Something that kills nobody."""
        of_one = ["freeze web", "cut front", "half-open front", "slow front"]
        of_many = [
            "freeze redis",
            "freeze database",
            "flush redis",
            "cut redis",
            "half-open redis",
            "cut database",
            "restart web",
        ]
        return self.chance.choice(of_one + (of_many if self.house.redis else []))

    async def for_a_while(self, least: float, most: float) -> None:
        await asyncio.sleep(self.chance.uniform(least, most))

    def a_web(self) -> Service:
        return self.chance.choice(self.house.webs)


async def again(service: Service) -> None:
    """Started again; PostgreSQL may need a moment until what it left behind is gone."""
    for _ in range(10):
        with suppress(Exception):
            return await asyncio.to_thread(service.start)
        await asyncio.sleep(0.5)
    raise AssertionError(f"{service.name} did not come back")


async def kill(nemesis: Nemesis, service: Service | None, least: float, most: float) -> None:
    assert service is not None
    await asyncio.to_thread(kill_whole, service)
    await nemesis.for_a_while(least, most)
    await again(service)


async def freeze(nemesis: Nemesis, service: Service | None, least: float, most: float) -> None:
    assert service is not None
    freeze_whole(service)
    await nemesis.for_a_while(least, most)
    freeze_whole(service, False)


async def flush(nemesis: Nemesis) -> None:
    assert nemesis.house.redis is not None
    _, writer = await asyncio.open_connection("127.0.0.1", nemesis.house.redis.port)
    writer.write(b"FLUSHALL\r\nCLIENT KILL TYPE pubsub\r\n")
    with suppress(OSError):
        await writer.drain()
        await asyncio.sleep(0.1)
    writer.close()


async def disturb(nemesis: Nemesis, proxy: str, how: str, least: float, most: float) -> None:
    line = getattr(nemesis.house, proxy)
    if how == "delay":
        line.delay = nemesis.chance.uniform(0.02, 0.3)
    else:
        getattr(line, how)()
    await nemesis.for_a_while(least, most)
    line.heal()


async def restart(nemesis: Nemesis) -> None:
    """As an update does it: SIGTERM, wait, start."""
    service = nemesis.a_web()
    service.child.terminate()
    await asyncio.to_thread(service.child.wait)
    await again(service)


FAULTS: dict[str, Fault] = {
    "kill web": lambda it: kill(it, it.a_web(), 0.0, 2.0),
    "kill redis": lambda it: kill(it, it.house.redis, 0.0, 4.0),
    "kill database": lambda it: kill(it, it.house.database, 0.0, 3.0),
    "freeze web": lambda it: freeze(it, it.a_web(), 0.5, 6.0),
    "freeze redis": lambda it: freeze(it, it.house.redis, 0.5, 6.0),
    "freeze database": lambda it: freeze(it, it.house.database, 0.5, 4.0),
    "flush redis": flush,
    "restart web": restart,
    "cut front": lambda it: disturb(it, "front", "cut", 0.2, 3.0),
    "half-open front": lambda it: disturb(it, "front", "stand_half_open", 0.5, 4.0),
    "slow front": lambda it: disturb(it, "front", "delay", 1.0, 4.0),
    "cut redis": lambda it: disturb(it, "to_redis", "cut", 0.5, 4.0),
    "half-open redis": lambda it: disturb(it, "to_redis", "stand_half_open", 1.0, 6.0),
    "cut database": lambda it: disturb(it, "to_database", "cut", 0.2, 3.0),
}
