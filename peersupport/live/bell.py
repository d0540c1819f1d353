"""The bell: *circle 7 is at 42*. Rung after commit; a lost or dead bell never changes an answer."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Protocol

from django.db import transaction


class Listener(Protocol):
    """The hub, as the bell sees it."""

    loop: asyncio.AbstractEventLoop

    def rung(self, topic: str, number: int) -> None: ...

    def do_later(self, seconds: float, work: Callable[[], object]) -> None: ...


_listener: Listener | None = None


def listen(hub: Listener | None) -> None:
    """From now on the bells of this process go to `hub`; None: to nobody (commands, the worker)."""
    global _listener
    _listener = hub


def listener() -> Listener | None:
    """Who hears the bells of this process: its hub, if it has one."""
    return _listener


def ring(topic: str, number: int) -> None:
    """Tells the hub of this process, which tells the others. From any thread; never blocks, never raises."""
    hub = _listener
    if hub is None:
        return
    try:
        hub.loop.call_soon_threadsafe(hub.rung, topic, number)
    except RuntimeError:
        # The loop is closed: this process is ending, and the others look at the database themselves.
        return


def do_later_after_commit(seconds: float, work: Callable[[], object]) -> None:
    """So many seconds after the change is written: `work`, in a thread of this web process, whose bells are heard.

    A process without a hub does nothing, and one that ends meanwhile neither: whoever asks for this also has the worker
    look for what was left behind. From any thread; never blocks, never raises.
    """
    transaction.on_commit(partial(_do_later, seconds, work), robust=True)


def _do_later(seconds: float, work: Callable[[], object]) -> None:
    hub = _listener
    if hub is None:
        return
    try:
        hub.loop.call_soon_threadsafe(hub.do_later, seconds, work)
    except RuntimeError:
        return


def ring_after_commit(topic: str, number: int) -> None:
    """Rings once the change is written, or not at all. `robust`: a bell that breaks never undoes an answer."""
    transaction.on_commit(partial(ring, topic, number), robust=True)
