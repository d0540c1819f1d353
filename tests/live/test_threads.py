"""Database work of the hub: connections are kept, and one that died meanwhile is no reason to fail."""

import asyncio
import threading
import time

import pytest
from django.db import OperationalError, connection

from peersupport.live import threads
from peersupport.live.threads import Threads

pytestmark = [pytest.mark.asyncio, pytest.mark.django_db(transaction=True)]


def ask() -> int:
    """Asks the database, so that a connection is open; returns which one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return id(connection.connection)


async def test_a_thread_keeps_its_connection_and_gives_it_back_in_the_end() -> None:
    pool = Threads()
    assert await pool.run(ask) == await pool.run(ask)
    assert await pool.run(lambda: connection.connection is not None)
    await pool.stop()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("live-")]


async def test_there_are_as_many_threads_as_there_is_work_but_never_more_than_four() -> None:
    pool = Threads()
    await pool.run(ask)
    await pool.run(ask)
    assert len(pool._all) == 1
    await asyncio.gather(*(pool.run(time.sleep, 0.05) for _ in range(9)))
    assert len(pool._all) == threads.MOST
    await pool.stop()


async def test_the_thread_that_worked_last_works_next() -> None:
    pool = Threads()
    await asyncio.gather(*(pool.run(time.sleep, 0.02) for _ in range(3)))
    assert len({await pool.run(threading.get_ident) for _ in range(20)}) == 1
    await pool.stop()


async def test_a_connection_that_died_while_it_was_kept_is_replaced_and_asked_again() -> None:
    pool, tries = Threads(), []

    def dies_once() -> str:
        tries.append(ask())
        if len(tries) == 1:
            raise OperationalError("the database was restarted")
        return "found"

    await pool.run(ask)
    assert await pool.run(dies_once) == "found"
    await pool.stop()


async def test_a_database_that_is_away_is_asked_once() -> None:
    pool, tries = Threads(), []

    def away() -> None:
        tries.append(1)
        raise OperationalError("nobody listens there")

    with pytest.raises(OperationalError):
        await pool.run(away)
    assert len(tries) == 1
    await pool.stop()


async def test_an_error_of_the_work_reaches_whoever_waits() -> None:
    pool = Threads()
    with pytest.raises(ZeroDivisionError):
        await pool.run(lambda: 1 // 0)
    await pool.stop()


async def test_an_answer_that_nobody_waits_for_any_more_is_dropped() -> None:
    pool = Threads()
    waiting = asyncio.ensure_future(pool.run(time.sleep, 0.05))
    await asyncio.sleep(0.01)
    waiting.cancel()
    assert await pool.run(lambda: "next") == "next"
    await pool.stop()
