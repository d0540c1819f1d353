"""Children that end with their parent, even when it is killed outright (on Linux; elsewhere they live on)."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


def _prctl() -> Callable[[int, int], int] | None:
    return ctypes.CDLL(None).prctl if sys.platform == "linux" else None


# Looked up once: loading a library between fork and exec is not safe.
PRCTL = _prctl()


def leashed() -> None:
    """For `preexec_fn`: ask the kernel to kill this child when its parent is gone."""
    if PRCTL:
        PRCTL(PR_SET_PDEATHSIG, signal.SIGKILL)


def adopt() -> None:
    """From now on grandchildren whose parent ends become our own children, so that none of them is lost."""
    if PRCTL:
        PRCTL(PR_SET_CHILD_SUBREAPER, 1)


def children() -> list[int]:
    """The ids of our living children; none where the system does not say."""
    listing = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return [int(pid) for pid in listing.read_text().split()] if listing.exists() else []
