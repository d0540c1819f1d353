"""SQL whose text never changes, however much is asked at once: PostgreSQL parses it and plans it once a connection."""

import json
import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from functools import cache
from itertools import count
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from peersupport.live.news import Question, Row


class Statement:
    """`{name}` in the SQL stands for a table that is brought along, `{gather}` for an aggregate of texts."""

    def __init__(self, sql: str, **tables: Mapping[str, str]) -> None:
        """For each name the table's columns and their types: bigint or text."""
        self._on_postgresql = sql.format(
            gather="string_agg", **{name: _on_postgresql(name, columns) for name, columns in tables.items()}
        )
        self._on_sqlite = sql.format(
            gather="group_concat", **{name: _on_sqlite(name, columns) for name, columns in tables.items()}
        )

        places = count(1)
        self._numbered = re.sub("%s", lambda _: f"${next(places)}", self._on_postgresql)

    def question(self, *values: Any) -> Question | None:
        """The same to be asked without a thread; None on a database that is asked in one."""
        if vendor() != "postgresql":
            return None
        return Question(self._numbered, [_text(value) for value in values])

    def ask(self, *values: Any) -> list[Row]:
        """All rows of the answer. `values` come in the order of their places; a table is a list of tuples, or JSON."""
        # Not django.db.connection: each look through it costs as much as a row.
        database = connections[DEFAULT_DB_ALIAS]
        if vendor() == "postgresql":
            return _fetch(_prepared(database), self._on_postgresql, [_plain(value) for value in values])
        terms = [_on_sqlites_terms(database, value) for value in values]
        return _fetch(database.cursor(), self._on_sqlite, terms)


@cache
def vendor() -> str:
    """As Django names it. It stays the same, and looking through Django's connections costs as much as a row."""
    return connections[DEFAULT_DB_ALIAS].vendor


# One text for a table: psycopg writes a list item by item in Python, which took longer than to ask.
def _on_postgresql(name: str, columns: Mapping[str, str]) -> str:
    values = ", ".join(f"(value ->> {at})::{kind} AS {column}" for at, (column, kind) in enumerate(columns.items()))
    return f"(SELECT {values} FROM json_array_elements(%s::json)) AS {name}"  # noqa: S608


def _on_sqlite(name: str, columns: Mapping[str, str]) -> str:
    values = ", ".join(f"json_extract(value, '$[{at}]') AS {column}" for at, column in enumerate(columns))
    return f"(SELECT {values} FROM json_each(%s)) AS {name}"  # noqa: S608


def _plain(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list) else value


def _text(value: Any) -> bytes:
    return (value if isinstance(value, str) else str(_plain(value))).encode()


def _on_sqlites_terms(database: BaseDatabaseWrapper, value: Any) -> Any:
    return database.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else _plain(value)


def _fetch(cursor: AbstractContextManager[Any], sql: str, values: list[Any]) -> list[Row]:
    with cursor as asking:
        asking.execute(sql, values)
        return asking.fetchall()  # type: ignore[no-any-return]


def _prepared(database: BaseDatabaseWrapper) -> AbstractContextManager[Any]:
    """A cursor that has PostgreSQL keep the plans of what it asks. Django's own cursor does not, for others' sake."""
    from circles.prepared import PreparingCursor  # the embedded mode has no use for psycopg

    database.ensure_connection()
    cursor: Any = PreparingCursor(database.connection)
    return database.make_debug_cursor(cursor) if database.queries_logged else database.make_cursor(cursor)
