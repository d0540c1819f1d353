"""What was rendered a moment ago, kept for the next page that asks: a hundred that come back after a restart ask for
the same fifty replies each.
"""

import time
from collections.abc import Callable, Hashable

SECONDS = 20.0  # withdrawn words leave every place within 60
MOST = 5_000  # some 10 MB


class Brief:
    """A memory of MOST values at most that is emptied every SECONDS. Safe from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[Hashable, str] = {}
        self._until = 0.0

    def get(self, key: Hashable, make: Callable[[], str]) -> str:
        """The value kept under `key`, made now if there is none. The key must tell all that the value depends on."""
        now = self._clock()
        if now >= self._until or len(self._kept) >= MOST:
            self._kept, self._until = {}, now + SECONDS
        kept = self._kept
        found = kept.get(key)
        if found is None:
            found = kept[key] = make()
        return found
