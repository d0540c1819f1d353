"""A cursor for the few statements that are asked at every reply."""

from typing import Any, Self

import psycopg


class PreparingCursor(psycopg.Cursor[Any]):
    """Prepares each statement when it is first asked, and fetches in the binary format."""

    def execute(self, query: Any, params: Any = None, **words: Any) -> Self:
        # None is what Django sets, for its statements with the values written into them: no two are the same.
        self.connection.prepare_threshold = 0
        try:
            return super().execute(query, params, binary=True, **words)
        finally:
            self.connection.prepare_threshold = None
