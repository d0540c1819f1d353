"""D4: browsers that stand still. They take the connection and then read nothing, as a phone in a tunnel does."""

import asyncio
import base64
import os
import re
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults import store
from tests.faults.checker import Tally, tally
from tests.faults.house import House
from tests.faults.reader import Reader
from tests.faults.saved import wait_until_whole
from tests.faults.wire import HOST
from tests.faults.writer import Told, Writer
from tests.services import Service

SMALL = 4_096  # bytes of the receive buffer: what does not fit waits in the server


@dataclass
class Outcome:
    """Memory is the web processes' own, in MiB; waits are from acknowledgement to the others' eyes, in seconds."""

    tally: Tally
    mib: float
    before: list[float]
    beside: list[float]

    def __str__(self) -> str:
        return (
            f"{self.tally}; they cost {self.mib:.1f} MiB; the others waited p50 {part(self.before, 0.5):.3f} s, p99 "
            f"{part(self.before, 0.99):.3f} s before and p50 {part(self.beside, 0.5):.3f} s, p99 {part(self.beside, 0.99):.3f} s beside them"
        )


def part(values: list[float], share: float) -> float:
    inorder = sorted(values)
    return inorder[min(len(inorder) - 1, int(len(inorder) * share))]


async def stand_still(house: House, stuck: int, posts: int) -> Outcome:
    """`stuck` people of the last circle open a page and read nothing, while its first seat writes `posts` posts.

    Measured after as many posts without them, so that what is warm is warm in both.
    """
    number = len(house.circles) - 1
    circle = house.circles[number]
    readers = [
        Reader(house.site, circle, seat["session"], f"reader {at}", number).start()
        for at, seat in enumerate(circle["seats"][:4])
    ]
    hand = Writer(house.site, circle, number, 0, told := Told(), pause=0.02)
    await hand.write(posts)
    before, memory = waits(told, readers), used(house)
    lines = [stand(house, circle, seat["session"]) for seat in circle["seats"][4 : 4 + stuck]]
    await asyncio.sleep(1.0)
    hand.told = beside = Told()
    highest = memory
    for at in range(posts):
        await hand.write_one(posts + at)
        highest = max(highest, used(house))
    await wait_until_whole(house, readers)
    await asyncio.gather(*(reader.stop() for reader in readers))
    for line in lines:
        line.close()
    words = [*told.acknowledged, *beside.acknowledged]
    found = tally(words, await store.marks(house), [reader.read() for reader in readers])
    return Outcome(found, highest - memory, before, waits(beside, readers))


def waits(told: Told, readers: list[Reader]) -> list[float]:
    return [
        max(0.0, reader.first_seen[word] - at)
        for word, at in told.at.items()
        for reader in readers
        if word in reader.first_seen
    ]


def stand(house: House, circle: dict[str, Any], session: str) -> socket.socket:
    """A socket of this person, straight at a web process, that nobody will ever read from."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
    line.connect((HOST, house.webs[0].port))
    words = [
        f"GET /live/{circle['id']}/?after=0 HTTP/1.1",
        f"Host: {house.site.origin.partition('//')[2]}",
        f"Origin: {house.site.origin}",
        f"Cookie: sessionid={session}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
    ]
    line.sendall("\r\n".join([*words, "", ""]).encode())
    return line


def used(house: House) -> float:
    return sum(_used(web) for web in house.webs)


def _used(web: Service) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{web.child.pid}/status").read_text())
    assert found is not None
    return int(found[1]) / 1024


async def many_pages(house: House) -> tuple[list[int], int]:
    """One person opens twelve pages. The codes of those that were closed, oldest first, and how many stay open."""
    circle = house.circles[0]
    readers = []
    for _ in range(12):
        reader = Reader(house.site, circle, circle["seats"][0]["session"], "again", 0).start()
        readers.append(reader)
        await asyncio.wait_for(reader.is_whole.wait(), 60)
    await asyncio.sleep(0.5)
    codes = [reader.codes[0] if reader.codes else 0 for reader in readers]
    await asyncio.gather(*(reader.stop() for reader in readers))
    return [code for code in codes if code], codes.count(0)
