"""Questions to PostgreSQL from the hub's own loop, without a thread between.

To hand a question to a thread and its answer back wakes two sleepers and passes the interpreter's lock twice, which
cost more than the answer. libpq itself never waits: it is told when there is something to read, and says when an
answer is whole.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from psycopg import pq
from psycopg.adapt import Transformer

from peersupport.live.news import Question, Row

BINARY = pq.Format.BINARY
InThread = Callable[..., Awaitable[Any]]


class Asker:
    """One connection, opened with the first question. What is asked only reads: it may be asked twice."""

    def __init__(self, in_thread: InThread) -> None:
        self._in_thread = in_thread
        self._connection: Connection | None = None
        self._turn = asyncio.Lock()

    async def ask(self, question: Question) -> list[Row]:
        """All rows of the answer. Raises django.db.OperationalError when the database is away, else psycopg.Error."""
        async with self._turn:
            kept = self._connection is not None
            try:
                return await self._asked(question)
            except psycopg.Error as error:
                if not kept:
                    raise _as_django_says(error) from error
            # It may have died while it was kept: a restart of PostgreSQL is no reason to be late.
            try:
                return await self._asked(question)
            except psycopg.Error as error:
                raise _as_django_says(error) from error

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    async def _asked(self, question: Question) -> list[Row]:
        try:
            if self._connection is None:
                self._connection = Connection(await self._in_thread(_open))
            return await self._connection.ask(question)
        except BaseException:
            # Given up in the middle, too: the answer to this question must not be taken for that to the next one.
            self.close()
            raise


def _as_django_says(error: psycopg.Error) -> Exception:
    is_away = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    return OperationalError(type(error).__name__) if is_away else error


def _open() -> psycopg.Connection[Any]:
    return psycopg.connect(**connections[DEFAULT_DB_ALIAS].get_connection_params(), autocommit=True)


class Connection:
    """Asks one question at a time; each text is parsed and planned once. To be made and used on the loop."""

    def __init__(self, database: psycopg.Connection[Any]) -> None:
        self._loop = asyncio.get_running_loop()
        self._database = database
        self._line = database.pgconn
        self._socket = database.pgconn.socket
        self._rows = Transformer(database)
        self._names: dict[str, bytes] = {}
        self._results: list[pq.abc.PGresult] = []
        self._answer: asyncio.Future[None] | None = None
        self._has_rest = False
        self._error: psycopg.Error | None = None
        self._loop.add_reader(self._socket, self._read)

    async def ask(self, question: Question) -> list[Row]:
        """Raises psycopg.Error; the connection is of no use then."""
        name = self._names.get(question.sql)
        if name is None:
            name = f"asked{len(self._names)}".encode()
            await self._sent(partial(self._line.send_prepare, name, question.sql.encode()))
            self._names[question.sql] = name
        await self._sent(partial(self._line.send_query_prepared, name, question.values, result_format=BINARY))
        result = self._results[-1]
        self._rows.set_pgresult(result, set_loaders=True, format=BINARY)
        return self._rows.load_rows(0, result.ntuples, tuple)

    def close(self) -> None:
        self._loop.remove_reader(self._socket)
        self._loop.remove_writer(self._socket)
        with suppress(psycopg.Error):
            self._database.close()

    async def _sent(self, send: Callable[[], None]) -> None:
        if self._error is not None:
            raise self._error
        self._results.clear()
        self._answer = self._loop.create_future()
        send()
        self._flush()
        await self._answer
        if self._results[-1].status not in (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK):
            raise psycopg.errors.error_from_result(self._results[-1])

    def _flush(self) -> None:
        """Long questions do not fit into the socket at once."""
        try:
            is_rest = bool(self._line.flush())
        except psycopg.Error as error:
            self._fail(error)
            return
        if is_rest:
            self._loop.add_writer(self._socket, self._flush)
        elif self._has_rest:
            self._loop.remove_writer(self._socket)
        self._has_rest = is_rest

    def _read(self) -> None:
        try:
            self._line.consume_input()
            while not self._line.is_busy():
                result = self._line.get_result()
                if result is None:
                    return self._tell()
                self._results.append(result)
        except psycopg.Error as error:
            self._fail(error)

    def _tell(self) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(None)

    def _fail(self, error: psycopg.Error) -> None:
        # A lost connection is readable for ever.
        self._loop.remove_reader(self._socket)
        self._loop.remove_writer(self._socket)
        self._error = error
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)
