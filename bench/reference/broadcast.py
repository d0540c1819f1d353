"""The floor: raw `websockets.broadcast()`, no framework, no layer, no questions asked.

A socket at `/<circle>` listens; a socket at `/say` is told "<rounds> <circles>" and says so many frames to each circle.
Committed once and not changed afterwards: figures are ratios to this.
"""

import asyncio
import sys
from collections import defaultdict

from websockets.asyncio.server import ServerConnection, broadcast, serve

FRAME = "x" * 700
circles: defaultdict[str, set[ServerConnection]] = defaultdict(set)


async def connected(socket: ServerConnection) -> None:
    assert socket.request is not None
    circle = socket.request.path.strip("/")
    if circle == "say":
        return await say(socket)
    circles[circle].add(socket)
    await socket.send("hello")
    await socket.wait_closed()
    circles[circle].discard(socket)
    return None


async def say(socket: ServerConnection) -> None:
    async for order in socket:
        rounds, number = map(int, order.split())
        for _ in range(rounds):
            for circle in range(number):
                broadcast(circles[str(circle)], FRAME)
                await asyncio.sleep(0.1 / number)
        await socket.send("said")


async def main(port: int) -> None:
    async with serve(connected, "127.0.0.1", port, compression=None) as server:
        await server.serve_forever()


if __name__ == "__main__":
    import uvloop

    uvloop.run(main(int(sys.argv[1])))
