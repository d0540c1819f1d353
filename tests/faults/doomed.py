"""The site, but for one thing: it dies where it would ring, after the commit. Only tests can start it."""

import os
import signal

from peersupport.asgi import application
from peersupport.live import bell

__all__ = ["application"]


def die(topic: str, number: int) -> None:
    """Nothing of this process comes after this line: no bell, no answer, no goodbye."""
    os.kill(os.getpid(), signal.SIGKILL)


bell.ring = die
