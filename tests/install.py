"""As root on Debian (a container, a build machine): fetch the servers and the browser the tests need."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import services

# Debian's package, and how to see whether its program is there.
NEEDED: dict[str, Callable[[], str]] = {
    "postgresql": lambda: services.postgres_program("initdb"),
    "redis-server": lambda: services.program("redis-server", "valkey-server"),
    "chromium": services.chromium,
    "faketime": lambda: services.program("faketime"),
}
STARTS_NOTHING = "#!/bin/sh\nexit 101\n"


def what_is_missing() -> None:
    """Install it with apt where we may; elsewhere do nothing. What stays missing is told by who needs it."""
    missing = [package for package, find in NEEDED.items() if not _there(find)]
    if not missing or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing {', '.join(missing)} with apt ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with nothing_started():
        _apt(["update"], quiet)
        _apt(["install", "--yes", "--no-install-recommends", *missing], quiet)


def _apt(words: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        ["apt-get", "-qq", *words], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode:
        print(f"apt-get {words[0]} did not succeed: {done.stderr.strip()[-500:]}", flush=True)


def _there(find: Callable[[], str]) -> bool:
    try:
        find()
    except services.Missing:
        return False
    return True


@contextmanager
def nothing_started(law: Path = Path("/usr/sbin/policy-rc.d")) -> Iterator[None]:
    """Debian starts a server as it installs it, unless this file says no. An older one of its kind stays."""
    ours = not law.exists()
    if ours:
        law.write_text(STARTS_NOTHING)
        law.chmod(0o755)
    try:
        yield
    finally:
        if ours:
            law.unlink()
