"""Warnings of things that break many times a second: once a minute each, with ids and kinds, never with words."""

import logging
import time

log = logging.getLogger("peersupport.live")

PAUSE = 60.0
_last: dict[str, float] = {}


def warn(what: str, error: BaseException | None = None) -> None:
    """One line for `what`, unless there was one within the last minute. Of an error only its kind is written."""
    now = time.monotonic()
    if now - _last.get(what, -PAUSE) < PAUSE:
        return
    _last[what] = now
    log.warning("%s%s", what, f" ({_kind(error)})" if error else "")


def _kind(error: BaseException) -> str:
    if isinstance(error, BaseExceptionGroup):
        return ", ".join(sorted({_kind(inner) for inner in error.exceptions}))
    return type(error).__name__
