"""`make bench-live`: what one delivery costs and how long it takes, beside raw broadcast and the Channels tutorial.

Everything in one run on one machine, in turns, on a PostgreSQL and a Redis of its own. One JSON line a figure on
stdout, the rest on stderr. TURNS (5), POSTS (600) and SOCKETS (10000) make it shorter; `--only` takes the first words
of a figure.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
from collections.abc import Callable, Sequence
from typing import Any

from websockets.asyncio.client import connect

from bench.crowd import Crowd
from bench.designs import running
from bench.site import place, site

TURNS = int(os.environ.get("TURNS", "5"))
POSTS = int(os.environ.get("POSTS", "600"))
SOCKETS = int(os.environ.get("SOCKETS", "10000"))
RETURN = 5.0  # seconds: browsers spread their reconnecting over at least so long (promise R9)
SHAPES = {"": (100, 12, 6), "_1000": (1, 1_000, 8)}  # suffix: circles, seats, rounds
ALONE = ("broadcast", "tutorial", "hub")
SAME_PACE = 10  # circles: the references say a round in a tenth of a second, so this is 100 replies a second


async def cost(name: str, circles: int, seats: int, rounds: int, paths: Sequence[str] = ()) -> float:
    """Microseconds of the server's CPU for each delivered frame, connecting not included."""
    with running(name, os.environ["REDIS_URL"]) as design:
        crowd = Crowd(design.port)
        await crowd.open(list(paths) or [str(circle) for circle in range(circles) for _ in range(seats)])
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


def line(
    figure: str, ours: Sequence[float], unit: str, goal: float, against: str = "", theirs: Sequence[float] = ()
) -> None:
    """Prints one figure. The goal is for the ratio where there is a reference, otherwise for the value itself."""
    value, other = statistics.median(ours), statistics.median(theirs) if theirs else None
    judged = value / other if other else value
    print(
        json.dumps(
            {
                "figure": figure, "value": round(value, 1), "unit": unit, "against": against or None,
                "against_value": other and round(other, 1), "ratio": other and round(judged, 3), "goal": f"<= {goal}",
                "met": judged <= goal, "n": len(ours), "spread": [round(min(ours), 1), round(max(ours), 1)],
                "db": "postgresql", "layer": "redis", "noisy": max(ours) > 1.3 * min(ours),
                "load": round(os.getloadavg()[0], 1),
            },
            ensure_ascii=False,
        ),
        flush=True,
    )  # fmt: skip


def hub_alone() -> None:
    """Ready-made frames: our hub beside the references."""
    costs: dict[tuple[str, str], list[float]] = {}
    for turn in range(TURNS):
        for suffix, shape in SHAPES.items():
            for name in ALONE:
                found = asyncio.run(cost(name, *shape))
                costs.setdefault((suffix, name), []).append(found)
                print(f"turn {turn} {name}{suffix}: {found:.1f} µs", file=sys.stderr)
    line("live.cpu_per_delivery", costs["", "hub"], "µs", 0.2, "tutorial", costs["", "tutorial"])
    line("live.cpu_per_delivery", costs["", "hub"], "µs", 2.5, "broadcast", costs["", "broadcast"])
    line("live.cpu_per_delivery_1000", costs["_1000", "hub"], "µs", 1.5, "broadcast", costs["_1000", "broadcast"])


def commit_to_frame() -> None:
    """Query and rendering included, at 1,200 deliveries a second, beside the tutorial at the same pace: as it is
    (ready-made text, no question asked), and asking at each delivery whether the seat is still taken, as ours does.
    """
    from bench import whole

    costs: dict[str, list[float]] = {"ours": [], "tutorial": [], "checking": []}
    slow, rounds = [], POSTS // SAME_PACE
    with site(100, 12, seed=1) as ready, whole.writing() as writer:
        seats = [f"{at}/{seat.key}" for at, group in enumerate(ready.seats[:SAME_PACE]) for seat in group]
        for turn in range(TURNS):
            cpu, times = asyncio.run(whole.deliveries(ready, writer, POSTS, whole.PACE))
            costs["ours"].append(cpu)
            costs["tutorial"].append(asyncio.run(cost("tutorial", SAME_PACE, 12, rounds)))
            costs["checking"].append(asyncio.run(cost("checking", SAME_PACE, 12, rounds, seats)))
            slow.append(whole.percentile(times, 0.99))
            told = ", ".join(f"{name} {found[-1]:.0f} µs" for name, found in costs.items())
            print(
                f"turn {turn}: {told}; p50 {whole.percentile(times, 0.5):.1f}, p99 {slow[-1]:.1f} ms", file=sys.stderr
            )
    line("live.commit_to_frame_cpu", costs["ours"], "µs", 0.333, "tutorial", costs["tutorial"])
    line("live.commit_to_frame_cpu", costs["ours"], "µs", 0.167, "tutorial that checks", costs["checking"])
    line("live.commit_to_frame_p99", slow, "ms", 25)


def catch_up() -> None:
    """Everybody comes back within RETURN seconds, 50 replies behind: ms until each page is whole."""
    from bench import whole

    with site(100, 12, seed=2) as ready, whole.writing() as writer:
        asyncio.run(writer.write(ready.circles, 50 * len(ready.circles), pace=10_000))
        times = [asyncio.run(whole.come_back(ready, RETURN)) for _ in range(TURNS)]
    line("live.catch_up_p99", [whole.percentile(some, 0.99) for some in times], "ms", 2_000)


def stuck_readers() -> None:
    """50 sockets that read nothing, in a circle of the others: the others' p99 beside their p99 without them."""
    from bench import whole

    alone, beside, grown = [], [], []
    with site(10, 12, seed=3) as ready, whole.writing() as writer:
        for _ in range(TURNS):
            alone.append(asyncio.run(whole.beside_stuck(ready, writer, POSTS, stuck=0))[0])
            p99, kib = asyncio.run(whole.beside_stuck(ready, writer, POSTS, stuck=50))
            beside.append(p99)
            grown.append(kib / 1024)
    line("live.stuck_reader_others_p99", beside, "ms", 1.2, "without them", alone)
    line("live.stuck_reader_memory", grown, "MiB", 5)


def idle_sockets() -> None:
    """Many sockets that only listen, in one process."""
    from bench import whole

    with site(SOCKETS // 60, 12, seed=4) as ready:
        kib, count, alive = asyncio.run(whole.idle(ready, SOCKETS))
    print(f"{alive} of {count} sockets are open", file=sys.stderr)
    line("live.idle_socket_kib", [kib], "KiB", 32)
    line("live.idle_sockets", [count - alive], "sockets lost", 0)


FIGURES: dict[str, Callable[[], None]] = {
    "live.cpu_per_delivery": hub_alone,
    "live.commit_to_frame": commit_to_frame,
    "live.catch_up": catch_up,
    "live.stuck_reader": stuck_readers,
    "live.idle_socket": idle_sockets,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="figures whose name begins with this")
    only = parser.parse_args().only
    with place():
        for name, measure in FIGURES.items():
            if name.startswith(only):
                measure()


if __name__ == "__main__":
    main()
