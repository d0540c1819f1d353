"""`python -m tests.faults [what ...] [--seed N] [--posts N] [--kills N] [--embedded]`: the promises, shaken."""

import argparse
import asyncio
import os
import random
import sys

from peersupport.start.leash import adopt
from tests import install, services
from tests.faults import bells, browsers, leaks, order, rolling, saved, sqlite, stuck
from tests.faults.house import embedded, kill_whole, production


async def run_saved(words: argparse.Namespace) -> bool:
    """R1 with PostgreSQL and Redis."""
    async with production(circles=6, seats=4) as house:
        return tell(await saved.run(house, words.posts, words.kills, words.seed), words.seed, house)


async def run_saved_embedded(words: argparse.Namespace) -> bool:
    """R1 with SQLite and one process."""
    async with embedded(circles=4, seats=4) as house:
        return tell(await saved.run(house, words.posts, words.kills, words.seed), words.seed, house)


def tell(outcome: saved.Outcome, seed: int, house: object) -> bool:
    print(f"  {outcome.figures()}")
    print(f"{outcome.tally} (seed {seed})", flush=True)
    if not outcome.tally.is_clean:
        print(outcome.tally.examples())
    return outcome.tally.is_clean


async def run_leaks(words: argparse.Namespace) -> bool:
    """S1: 1,000 losses with Redis."""
    async with production(circles=0, seats=0, more=(words.trials,)) as house:
        outcome = await leaks.Trials(house, words.seed).run(leaks.random_causes(words.trials, words.seed))
        return tell_leaks(outcome, words.seed, leaks.WITH_BELL)


async def run_leaks_without_redis(words: argparse.Namespace) -> bool:
    """S1: 300 more while Redis is dead."""
    trials = max(1, words.trials * 3 // 10)
    async with production(circles=0, seats=0, more=(trials,)) as house:
        assert house.redis is not None
        kill_whole(house.redis)
        outcome = await leaks.Trials(house, words.seed).run(leaks.random_causes(trials, words.seed))
        return tell_leaks(outcome, words.seed, leaks.WITHOUT_BELL)


def tell_leaks(outcome: leaks.Outcome, seed: int, limit: float) -> bool:
    """Those with a bell within `limit` (but for one in a hundred, on a busy machine), the others within ten seconds."""
    print(outcome.figures())
    late = outcome.late(set(leaks.RUNG), limit)
    too_late = outcome.late(set(leaks.CAUSES), leaks.WITHOUT_BELL)
    print(f"{outcome}; {late} closed later than {limit:g} s after their bell, {too_late} later than 10 s (seed {seed})")
    print(*outcome.leaks[:8], *outcome.open_still[:8], *outcome.let_in[:8], sep="\n")
    return outcome.is_clean and late <= outcome.trials / 100 and too_late <= outcome.trials / 100


async def run_redis(words: argparse.Namespace) -> bool:
    """R3: Redis is killed, frozen, flushed, cut off every 5 s under 1,000 posts."""
    async with production(circles=4, seats=3) as house:
        outcome = await bells.redis_breaks(house, max(1, words.posts // 10), 5.0, words.seed)
    print(f"{outcome} (seed {words.seed})")
    whole = outcome.tally.is_clean and outcome.latest < bells.WHOLE_WITHIN
    return whole and not outcome.told.broken and not outcome.broken_pages and outcome.told.p(0.99) < 1.0


async def run_bell(words: argparse.Namespace) -> bool:
    """R4: killed between commit and bell, 20 times."""
    async with production(circles=1, seats=4) as house:
        found, waits = await bells.die_before_the_bell(house, words.kills)
    waits.sort()
    print(
        f"{found}; {len(waits)} deaths before the bell, seen everywhere after p50 {waits[len(waits) // 2]:.1f} s, at most {waits[-1]:.1f} s"
    )
    return found.is_clean and waits[-1] < bells.WHOLE_WITHIN


async def run_burst(words: argparse.Namespace) -> bool:
    """R7: 500 posts in one circle hide nothing of another."""
    async with production(circles=2, seats=8) as house:
        outcome = await order.burst(house, 500)
    print(outcome)
    return outcome.tally.is_clean and outcome.p(0.99) < 5.0


async def run_clocks(words: argparse.Namespace) -> bool:
    """R7: two processes whose clocks are 30 s apart."""
    async with production(circles=1, seats=3, webs=1) as house:
        found, back = await order.clocks(house, 60, 30)
    print(f"{found}; neighbouring posts are up to {back:.1f} s apart the wrong way round")
    return found.is_clean and back > 25


async def run_rolling(words: argparse.Namespace) -> bool:
    """R9: a rolling restart of 3 processes under load."""
    async with production(circles=3, seats=4, webs=3) as house:
        outcome = await rolling.restart_all(house, 300)
    print(outcome)
    return outcome.tally.is_clean and not outcome.told.broken


async def run_sqlite(words: argparse.Namespace) -> bool:
    """R8: SQLite, 16 writers x 500 posts."""
    async with embedded(circles=4, seats=4) as house:
        outcome = await sqlite.many_writers(house, max(1, words.posts // 20))
    print(outcome)
    return outcome.tally.is_clean and outcome.locked == outcome.told.broken == 0


async def run_disk(words: argparse.Namespace) -> bool:
    """R8: a disk that is full."""
    async with sqlite.on_a_small_disk() as house:
        outcome = await sqlite.disk_full(house)
    print(outcome)
    return outcome.is_clean


async def run_stuck(words: argparse.Namespace) -> bool:
    """D4: 50 browsers that stand still, and one person with too many pages."""
    async with production(circles=1, seats=2, more=(54,), webs=1) as house:
        outcome = await stuck.stand_still(house, 50, 300)
        codes, still_open = await stuck.many_pages(house)
    print(f"{outcome}; of 12 pages of one person {still_open} stay open, the oldest are closed with {codes}")
    return outcome.tally.is_clean and outcome.mib < 5.0 and codes == [4429, 4429]


async def run_cuts(words: argparse.Namespace) -> bool:
    """R5: Chromium, its network cut, in a tunnel, asleep."""
    async with embedded(circles=1, seats=2) as house, browsers.screen(house) as screen:
        went = [(browsers.cut, 5.0), (browsers.tunnel, 8.0), (browsers.sleep, 20.0)]
        went += [(browsers.cut, 90.0), (browsers.cut, 600.0)]
        cuts = [await how(screen, seconds) for how, seconds in went]
    print(*cuts, sep="\n")
    return all(cut.tally.is_clean for cut in cuts) and all(cut.whole_after < 2.0 for cut in cuts)


async def run_returns(words: argparse.Namespace) -> bool:
    """R9: how a restart's pages come back, by our own JavaScript."""
    async with production(circles=1, seats=10) as house:
        returns = await browsers.come_back(house, people=10, each=9)
    spread = returns[-1] - returns[0]
    print(
        f"{len(returns)} of 90 lines were lost and came back {returns[0]:.1f} to {returns[-1]:.1f} s later: spread over {spread:.1f} s"
    )
    return spread >= 5.0


WHAT = {
    "saved": run_saved,
    "embedded": run_saved_embedded,
    "leaks": run_leaks,
    "leaks-without-redis": run_leaks_without_redis,
    "redis": run_redis,
    "bell": run_bell,
    "cuts": run_cuts,
    "burst": run_burst,
    "clocks": run_clocks,
    "sqlite": run_sqlite,
    "disk": run_disk,
    "rolling": run_rolling,
    "returns": run_returns,
    "stuck": run_stuck,
}
EMBEDDED = ("embedded", "cuts", "sqlite", "disk")


def main() -> int:
    words = _words()
    if not words.embedded:
        install.what_is_missing()
    adopt()
    names = words.what or list(EMBEDDED if words.embedded else WHAT)
    failed = []
    for name in names:
        print(f"\n### {name}: {(WHAT[name].__doc__ or '').strip()} Load {os.getloadavg()[0]:.1f}", flush=True)
        if not _holds(name, words):
            failed.append(name)
    print(f"\nseed {words.seed}: {'failed: ' + ', '.join(failed) if failed else 'every promise held'}")
    return bool(failed)


def _holds(name: str, words: argparse.Namespace) -> bool:
    """Whether this promise held. What could not be tried for want of a program did not."""
    try:
        return asyncio.run(WHAT[name](words))
    except services.Missing as missing:
        print(f"NOT TRIED: {missing}", flush=True)
        return False


def _words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument(
        "what", nargs="*", choices=[*WHAT, []], metavar="what", help=f"{', '.join(WHAT)}; all of them, if none is named"
    )
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--embedded", action="store_true", help="only what needs no PostgreSQL and no Redis")
    parser.add_argument("--trials", type=int, default=1_000)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
