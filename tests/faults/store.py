"""Looking into the database itself, past the site and past the proxies."""

import asyncio
import sqlite3
from typing import Any

import psycopg

from tests.faults.checker import marks_in
from tests.faults.house import House


async def rows(house: House, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """`sql` with %s for values. Writes are committed; without RETURNING they give no rows."""
    return await asyncio.to_thread(_rows, house, sql, values)


def _rows(house: House, sql: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    if house.database is None:
        line = sqlite3.connect(house.disk / "db.sqlite3", timeout=20)
        try:
            with line:
                return line.execute(sql.replace("%s", "?"), values).fetchall()
        finally:
            line.close()
    address = f"postgresql://circles@127.0.0.1:{house.database.port}/postgres"
    with psycopg.connect(address, autocommit=True) as server:
        cursor = server.execute(sql, values)  # type: ignore[arg-type]
        return cursor.fetchall() if cursor.description else []


async def marks(house: House) -> dict[int, list[str]]:
    """The marks of each circle (by its position in the cast), in the order of their places."""
    numbers = {circle["pk"]: number for number, circle in enumerate(house.circles)}
    found: dict[int, list[str]] = {}
    for pk, words in await rows(house, "SELECT circle_id, words FROM circles_post ORDER BY circle_id, place"):
        if pk in numbers:
            found.setdefault(numbers[pk], []).extend(marks_in(words))
    return found


async def seqs(house: House) -> dict[int, int]:
    """How far each circle is, by its position in the cast."""
    numbers = {circle["pk"]: number for number, circle in enumerate(house.circles)}
    return {numbers[pk]: seq for pk, seq in await rows(house, "SELECT id, seq FROM circles_circle") if pk in numbers}
