"""The database itself refuses to change the log, on SQLite and PostgreSQL alike.

UPDATE is refused always. DELETE is refused unless a `LogDoor` stands open, and that is only ever so inside the
transaction of `moderation.expiry`, where nobody else sees it open. The doors themselves stay for good.

Altering one of these tables on SQLite makes it anew and loses its triggers: the migration that does so calls `protect`
again, and so does the one that adds a table to LOGS. `tests/moderation/test_log.py` finds a table without them.
"""

from collections.abc import Iterator
from typing import Any

LOGS = ("moderation_review", "moderation_opening", "moderation_sitetext", "moderation_circlechange")
DOORS = "moderation_logdoor"
REFUSED = "the log is append-only"


def protect(connection: Any) -> None:
    """Puts all triggers in place. Running it twice changes nothing."""
    unprotect(connection)
    logs = _logs(connection)
    _run(connection, _postgresql(logs) if connection.vendor == "postgresql" else _sqlite(logs))


def unprotect(connection: Any) -> None:
    """Takes them away. Only for tests, which empty their tables, and for going back a migration."""
    on = " ON {table}" if connection.vendor == "postgresql" else ""
    _run(connection, [f"DROP TRIGGER IF EXISTS {name}{on.format(table=table)}" for table, name in names(connection)])


def names(connection: Any) -> Iterator[tuple[str, str]]:
    """Every trigger that must be there, as (table, name)."""
    whole_table = ["truncate"] if connection.vendor == "postgresql" else []
    for table in (*_logs(connection), DOORS):
        for what in ("update", "delete", *whole_table):
            yield table, f"{table}_no_{what}"


def _logs(connection: Any) -> list[str]:
    """Those of LOGS that there are: an earlier migration protects what it knows."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    return [table for table in LOGS if table in there]


def _run(connection: Any, statements: Any) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sqlite(logs: list[str]) -> Iterator[str]:
    no_door = f"NOT EXISTS (SELECT 1 FROM {DOORS} WHERE closed_at IS NULL)"  # noqa: S608
    for table in logs:
        yield _sqlite_trigger(table, "update", "1")
        yield _sqlite_trigger(table, "delete", no_door)
    yield _sqlite_trigger(DOORS, "update", "OLD.closed_at IS NOT NULL")
    yield _sqlite_trigger(DOORS, "delete", "1")


def _sqlite_trigger(table: str, what: str, when: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{what} BEFORE {what.upper()} ON {table} FOR EACH ROW WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    )


def _postgresql(logs: list[str]) -> Iterator[str]:
    yield _function("log_refuses", f"RAISE EXCEPTION '{REFUSED}';")
    yield _function(
        "log_asks_for_a_door",
        f"IF EXISTS (SELECT 1 FROM {DOORS} WHERE closed_at IS NULL) THEN RETURN OLD; END IF; "  # noqa: S608
        f"RAISE EXCEPTION '{REFUSED}';",
    )
    yield _function(
        "log_door_closes_once", f"IF OLD.closed_at IS NULL THEN RETURN NEW; END IF; RAISE EXCEPTION '{REFUSED}';"
    )
    for table in logs:
        yield _postgresql_trigger(table, "update", "log_refuses")
        yield _postgresql_trigger(table, "delete", "log_asks_for_a_door")
    yield _postgresql_trigger(DOORS, "update", "log_door_closes_once")
    yield _postgresql_trigger(DOORS, "delete", "log_refuses")
    for table in (*logs, DOORS):
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION log_refuses()"
        )


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def _postgresql_trigger(table: str, what: str, function: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{what} BEFORE {what.upper()} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
    )
