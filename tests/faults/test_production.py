"""The quick forms of `make faults` with PostgreSQL, Redis and two web processes; one house for all of them.

What they measure in seconds is measured beside other tests, on two cores: the full forms hold to the promises' figures,
these hold to what no busy machine excuses.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import psycopg
import pytest
import pytest_asyncio
from django.conf import settings

from tests.faults import bells, leaks, order, rolling, saved, stuck
from tests.faults.house import House, kill_whole, production
from tests.faults.nemesis import again
from tests.faults.writer import Told, Writer

pytestmark = [pytest.mark.production, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house() -> AsyncIterator[House]:
    async with production(circles=9, seats=4, more=(10, 7, 54)) as made:
        yield made


@pytest.fixture
def seed() -> int:
    return random.randrange(1_000_000)


async def test_nothing_acknowledged_is_lost_or_doubled_when_web_redis_and_postgresql_are_killed(
    house: House, seed: int
) -> None:
    outcome = await saved.run(house.part(0, 2), posts=100, kills=3, seed=seed)
    why = f"seed {seed}: {outcome.tally}\n{outcome.figures()}\n{outcome.tally.examples()}\n"
    assert outcome.tally.is_clean, why + house.said()
    assert outcome.tally.acknowledged >= 100
    assert outcome.outsiders_refused > 0


async def test_a_redis_that_breaks_in_every_way_breaks_no_answer_and_hides_nothing(house: House, seed: int) -> None:
    outcome = await bells.redis_breaks(house.part(2, 4), posts=60, every=2.0, seed=seed)
    assert outcome.tally.is_clean, outcome.tally.examples()
    assert outcome.told.broken == outcome.broken_pages == 0, outcome
    # A post that waited for Redis would wait for seconds, every time.
    assert outcome.told.p(0.5) < 2.0, outcome
    assert outcome.latest < bells.WHOLE_WITHIN, outcome


async def test_what_was_committed_before_its_process_died_without_a_bell_stands_on_every_open_page(
    house: House,
) -> None:
    found, waits = await bells.die_before_the_bell(house.part(4, 5), times=1)
    assert found.is_clean, found.examples()
    assert max(waits) < bells.WHOLE_WITHIN


async def test_a_burst_in_one_circle_hides_nothing_of_another(house: House) -> None:
    outcome = await order.burst(house.part(5, 7), posts=60, writers=4)
    assert outcome.tally.is_clean, outcome.tally.examples()
    assert outcome.p(0.5) < 2.0, outcome


async def test_clocks_that_are_half_a_minute_apart_change_no_order(house: House) -> None:
    found, back = await order.clocks(house.part(7, 8), posts=12, apart=30)
    assert back > 25, "the clocks agreed, so nothing was proven"
    assert found.is_clean, found.examples()


async def test_restarting_every_process_under_load_costs_nothing_that_a_retry_does_not_bring(house: House) -> None:
    outcome = await rolling.restart_all(house.part(8, 9), posts=20)
    assert outcome.tally.is_clean, outcome.tally.examples()
    assert outcome.told.broken == 0, outcome
    assert max(outcome.gone) < 8.0, outcome


async def test_a_process_that_stands_still_inside_a_turn_loses_the_circle_to_the_others(house: House) -> None:
    told, circle = Told(), house.circles[8]
    with hold(house, circle["pk"]):
        await asyncio.wait_for(Writer(house.site, circle, 8, 3, told).write_one(1_000), 40)
    # With whatever retries it took: the holder never let go by itself.
    assert told.acknowledged
    assert told.answers["500"] == 0, told.answers


@contextmanager
def hold(house: House, circle: int) -> Iterator[None]:
    """The row of this circle, in a transaction as a web process opens it, which then does nothing any more."""
    assert house.database is not None
    address = f"postgresql://circles@127.0.0.1:{house.database.port}/postgres"
    holder = psycopg.connect(address, options=settings.DATABASES["default"]["OPTIONS"]["options"])
    holder.execute("SELECT 1 FROM circles_circle WHERE id = %s FOR UPDATE", [circle])
    yield
    holder.close()


async def test_whoever_lost_the_right_to_read_gets_no_canary(house: House, seed: int) -> None:
    await nothing_leaks(house.part(9, 10), [*leaks.CAUSES, "removed", "left", "signed out"], seed)


async def test_whoever_lost_the_right_to_read_gets_no_canary_while_redis_is_dead(house: House, seed: int) -> None:
    assert house.redis is not None
    kill_whole(house.redis)
    try:
        await nothing_leaks(house.part(10, 11), list(leaks.CAUSES), seed)
    finally:
        await again(house.redis)


async def nothing_leaks(house: House, causes: list[str], seed: int) -> None:
    outcome = await leaks.Trials(house, seed).run(causes)
    why = f"seed {seed}: {outcome}\n{outcome.figures()}\n{outcome.leaks}{outcome.open_still}{outcome.let_in}"
    assert outcome.trials == len(causes)
    assert outcome.is_clean, why
    assert outcome.late(set(leaks.CAUSES), 1.5 * leaks.WITHOUT_BELL) == 0, why


async def test_fifty_browsers_that_stand_still_cost_little_and_slow_nobody(house: House) -> None:
    outcome = await stuck.stand_still(house.part(11, 12), stuck=50, posts=40)
    assert outcome.tally.is_clean, outcome.tally.examples()
    assert outcome.mib < 5.0, outcome
    # If their bytes were waited for, it would take seconds.
    assert stuck.part(outcome.beside, 0.5) < stuck.part(outcome.before, 0.5) + 1.0, outcome
