"""What the worker does again and again, beside its queue. Apps say what and how often when they are ready."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import DatabaseError, close_old_connections

log = logging.getLogger(__name__)
_works: list["Work"] = []


@dataclass
class Work:
    """One thing to do every `seconds`. It may run twice at once, in two workers, without harm."""

    name: str
    seconds: float
    do: Callable[[], object]
    next_at: float = field(default=0.0)


def every(name: str, seconds: float, do: Callable[[], object]) -> None:
    """From now on the worker calls `do` about every `seconds`. Saying the same name again replaces it."""
    _works[:] = [work for work in _works if work.name != name]
    _works.append(Work(name, seconds, do))


def begin() -> None:
    """Starts doing, in a thread that ends with the process."""
    threading.Thread(target=_again_and_again, daemon=True).start()


def _again_and_again() -> None:
    while True:
        for work in list(_works):
            if time.monotonic() >= work.next_at:
                work.next_at = time.monotonic() + work.seconds
                _do(work)
        close_old_connections()
        time.sleep(1.0)


def _do(work: Work) -> None:
    try:
        work.do()
    except DatabaseError as error:
        log.warning("%s failed: %s", work.name, type(error).__name__)
    except Exception as error:
        log.error("%s failed: %s", work.name, type(error).__name__)
