"""A PostgreSQL, a Redis and a Chromium of our own: found on this machine, run on free ports in a temporary folder.

Standard library only. Nothing of it survives the test run, not even one that was killed (see leash.py).
"""

import fcntl
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from peersupport.start.leash import leashed

HOST = "127.0.0.1"
PREFIX = "circles-tests-"
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200".split()


class Missing(Exception):
    """A program this machine does not have, or that would not start; the text says which and why."""


@contextmanager
def workshop() -> Iterator[Path]:
    """A temporary folder for one run. What killed runs left behind is swept away first."""
    sweep(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o755)  # PostgreSQL runs as another user and must get through
    with (folder / "in-use").open("w") as mine:
        fcntl.flock(mine, fcntl.LOCK_EX)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def sweep(place: Path) -> None:
    """Remove our folders in `place` that no living run holds. (The programs in them ended with their run.)"""
    for folder in place.glob(PREFIX + "*"):
        try:
            with (folder / "in-use").open("r+") as mark:
                fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue  # in use, or somebody else's


def program(*names: str, folders: Sequence[Path] = ()) -> Path:
    """The first of `names` in `folders` or on PATH. Raises Missing."""
    for name in names:
        for folder in folders:
            if os.access(folder / name, os.X_OK):
                return folder / name
        if found := shutil.which(name):
            return Path(found)
    raise Missing(f"{names[0]} is not installed")


def chromium() -> Path:
    """The browser of the stories. Raises Missing."""
    return program("chromium", "chromium-browser", "google-chrome")


def postgres_program(name: str) -> Path:
    """Debian keeps PostgreSQL's own programs off the PATH; the newest version first. Raises Missing."""
    return program(name, folders=sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))


def free_port() -> int:
    """A port of the loopback address that nobody listens on at this moment."""
    with socket.socket() as door:
        door.bind((HOST, 0))
        return int(door.getsockname()[1])


def other_user() -> str | None:
    """As root, the account that PostgreSQL runs under instead (it refuses root); else None, meaning ourselves."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


class Service:
    """One program on one port, with its own log. `kill`, `freeze` and `start` are for the tests of faults."""

    def __init__(self, name: str, command: Sequence[str | Path], port: int, folder: Path, user: str | None = None) -> None:
        self.name, self.command, self.port, self.folder, self.user = name, command, port, folder, user
        self.log = folder / f"{name}.log"
        self.start()

    def start(self) -> None:
        """Return when it answers on its port; raises Missing with the end of its log when it does not in 30 s."""
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(
                self.command,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=self.user,
                group=_group(self.user),
                extra_groups=None if self.user is None else [],
                start_new_session=True,
                preexec_fn=leashed,
            )
        if not wait_until(self.listens, 30.0):
            self.stop()
            raise Missing(f"{self.name} did not start: {self.log.read_text(errors='replace')[-500:].strip()}")

    def listens(self) -> bool:
        """Whether it takes connections."""
        if self.child.poll() is not None:
            return False
        with socket.socket() as line:
            line.settimeout(1)
            return line.connect_ex((HOST, self.port)) == 0

    def stop(self) -> None:
        """End it, by force after 5 seconds. (SIGINT: PostgreSQL would wait for its clients after a SIGTERM.)"""
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGCONT)
            self.child.send_signal(signal.SIGINT)
        try:
            self.child.wait(5)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """As by a power cut."""
        self.child.kill()
        self.child.wait()

    def freeze(self, frozen: bool = True) -> None:
        """Stand still, or (False) go on."""
        self.child.send_signal(signal.SIGSTOP if frozen else signal.SIGCONT)


def _group(user: str | None) -> int | None:
    return None if user is None else pwd.getpwnam(user).pw_gid


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    """Ask every 50 ms. Whether it became true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.05)
    return False


@contextmanager
def postgres(workshop: Path) -> Iterator[tuple[Service, str]]:
    """A new PostgreSQL with one empty database, and its DATABASE_URL. Raises Missing."""
    user, port = other_user(), free_port()
    folder = workshop / "postgres"
    folder.mkdir()
    if user:
        shutil.chown(folder, user, _group(user))
    initdb = [postgres_program("initdb"), "-D", folder / "cluster", "-A", "trust", "-U", "circles", "-E", "UTF8"]
    done = subprocess.run(
        [*initdb, "--locale=C.UTF-8", "--no-sync"],
        cwd=folder,
        capture_output=True,
        text=True,
        user=user,
        group=_group(user),
        extra_groups=None if user is None else [],
    )
    if done.returncode:
        raise Missing(f"PostgreSQL's initdb said: {done.stderr.strip()[-500:]}")
    command = [postgres_program("postgres"), "-D", folder / "cluster", "-p", str(port), "-h", HOST, "-k", "", *FAST]
    service = Service("postgres", command, port, folder, user)
    try:
        if not wait_until(lambda: _ready(port), 30.0):
            raise Missing(f"PostgreSQL takes no connections: {service.log.read_text()[-500:]}")
        yield service, f"postgresql://circles@{HOST}:{port}/postgres"
    finally:
        service.stop()


def _ready(port: int) -> bool:
    command = [postgres_program("pg_isready"), "-q", "-h", HOST, "-p", str(port)]
    return subprocess.run(command, stdin=subprocess.DEVNULL).returncode == 0


@contextmanager
def redis(workshop: Path) -> Iterator[tuple[Service, str]]:
    """A new Redis that keeps nothing on disk, and its REDIS_URL. Raises Missing."""
    port = free_port()
    command = [program("redis-server", "valkey-server"), "--bind", HOST, "--port", str(port), "--save", ""]
    service = Service("redis", [*command, "--appendonly", "no", "--dir", workshop], port, workshop)
    try:
        yield service, f"redis://{HOST}:{port}/0"
    finally:
        service.stop()
