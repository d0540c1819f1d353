"""`python -m bench.live`: what one delivery costs, beside raw broadcast and the Channels tutorial, in turns in one run.

One JSON line a figure on stdout, the rest on stderr. REDIS_URL chooses the pub/sub layer, otherwise in memory.
"""

import asyncio
import json
import os
import statistics
import sys
from typing import Any

from websockets.asyncio.client import connect

from bench.crowd import Crowd
from bench.designs import DESIGNS, running

LAYER = os.environ.get("REDIS_URL", "memory")
TURNS = int(os.environ.get("TURNS", "5"))
IDLE = int(os.environ.get("IDLE", "2000"))
SHAPES = {"": (100, 12, 6), "_1000": (1, 1_000, 8)}  # suffix: circles, seats, rounds


async def cost(name: str, circles: int, seats: int, rounds: int) -> float:
    """Microseconds of the server's CPU for each delivered frame, connecting not included."""
    with running(name, LAYER) as design:
        crowd = Crowd(design.port)
        await crowd.open([str(circle) for circle in range(circles) for _ in range(seats)])
        async with connect(f"ws://127.0.0.1:{design.port}/say", compression=None) as say:
            await _say(say, crowd, 1, circles, seats)
            before = design.cpu()
            await _say(say, crowd, rounds, circles, seats)
            spent = design.cpu() - before
        crowd.close()
    return spent / (rounds * circles * seats) * 1e6


async def _say(say: Any, crowd: Crowd, rounds: int, circles: int, seats: int) -> None:
    expected = crowd.frames + rounds * circles * seats
    await say.send(f"{rounds} {circles}")
    await say.recv()
    await crowd.until(lambda: crowd.frames >= expected)
    assert crowd.frames == expected


async def idle_kib(name: str) -> float:
    """Resident KiB of the server for each socket that only listens."""
    with running(name, LAYER) as design:
        crowd = Crowd(design.port)
        await crowd.open(["0"] * 50)
        before = design.kib()
        await crowd.open([str(at // 12) for at in range(IDLE)])
        after = design.kib()
        crowd.close()
    return (after - before) / IDLE


def line(figure: str, ours: list[float], against: str, theirs: list[float], unit: str, goal: float) -> None:
    value, other = statistics.median(ours), statistics.median(theirs)
    ratio = value / other
    print(
        json.dumps(
            {
                "figure": figure, "value": round(value, 1), "unit": unit, "against": against,
                "against_value": round(other, 1), "ratio": round(ratio, 3), "goal": f"<= {goal}", "met": ratio <= goal,
                "n": len(ours), "spread": [round(min(ours), 1), round(max(ours), 1)],
                "layer": "memory" if LAYER == "memory" else "redis", "noisy": max(ours) > 1.3 * min(ours),
            },
            ensure_ascii=False,
        ),
        flush=True,
    )  # fmt: skip


async def main() -> None:
    costs: dict[tuple[str, str], list[float]] = {}
    for turn in range(TURNS):
        for suffix, shape in SHAPES.items():
            for name in DESIGNS:
                found = await cost(name, *shape)
                costs.setdefault((suffix, name), []).append(found)
                print(f"turn {turn} {name}{suffix}: {found:.1f} µs", file=sys.stderr)
    few, many = (dict(zip(DESIGNS, (costs[suffix, name] for name in DESIGNS), strict=True)) for suffix in SHAPES)
    line("live.cpu_per_delivery", few["hub"], "tutorial", few["tutorial"], "µs", 0.2)
    line("live.cpu_per_delivery", few["hub"], "broadcast", few["broadcast"], "µs", 2.5)
    line("live.cpu_per_delivery_1000", many["hub"], "broadcast", many["broadcast"], "µs", 1.5)
    idle = [await idle_kib("hub")]
    line("live.idle_socket_kib", idle, "goal", [32.0], "KiB", 1.0)


if __name__ == "__main__":
    asyncio.run(main())
