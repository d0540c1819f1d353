"""A PostgreSQL, a Redis and a Chromium: found on this machine, our own, on free ports in a temporary folder.

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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peersupport.start.leash import leashed

HOST = "127.0.0.1"
PREFIX = "circles-tests-"
ONLY_HERE = [f"--listen_addresses={HOST}", "--unix_socket_directories="]
FAST = ["--fsync=off", "--synchronous_commit=off", "--full_page_writes=off", "--max_connections=200"]
# What was committed survives a kill of PostgreSQL, though not one of the machine.
LASTING = ["--fsync=off", "--max_connections=200"]


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


def program(*names: str, folders: Sequence[Path] = ()) -> str:
    """The first of `names` in `folders` or on PATH. Raises Missing."""
    for name in names:
        for folder in folders:
            if os.access(folder / name, os.X_OK):
                return str(folder / name)
        if found := shutil.which(name):
            return found
    raise Missing(f"{names[0]} is not installed")


def chromium() -> str:
    """The browser of the stories. Raises Missing."""
    return program("chromium", "chromium-browser", "google-chrome")


def postgres_program(name: str) -> str:
    """Debian keeps PostgreSQL's own programs off the PATH; the newest version first. Raises Missing."""
    return program(name, folders=sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))


def free_port() -> int:
    """A port of the loopback address that nobody listens on at this moment."""
    with socket.socket() as door:
        door.bind((HOST, 0))
        return int(door.getsockname()[1])


@dataclass(frozen=True)
class Account:
    """Who a program runs as: None is ourselves. PostgreSQL refuses root."""

    name: str | None = None

    @classmethod
    def without_power(cls) -> "Account":
        """Ourselves, or as root the account that Debian made for PostgreSQL, or nobody."""
        if os.geteuid() != 0:
            return cls()
        names = {entry.pw_name for entry in pwd.getpwall()}
        return cls("postgres" if "postgres" in names else "nobody")

    def words(self) -> dict[str, Any]:
        """As subprocess wants to hear it."""
        if self.name is None:
            return {}
        return {"user": self.name, "group": pwd.getpwnam(self.name).pw_gid, "extra_groups": []}

    def folder(self, path: Path) -> Path:
        """Make a folder that belongs to this account."""
        path.mkdir()
        if self.name:
            shutil.chown(path, self.name)
        return path


class Service:
    """One program on one port, with its own log. `kill`, `freeze` and `start` are for the tests of faults."""

    def __init__(self, name: str, command: Sequence[str], folder: Path, port: int, account: Account) -> None:
        self.name, self.command, self.folder, self.port, self.account = name, command, folder, port, account
        self.log = folder / f"{name}.log"
        self.start()

    def start(self) -> None:
        """Return when it answers on its port; after two minutes (a busy machine) raise Missing with the end of its log."""
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(
                self.command,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=leashed,
                **self.account.words(),
            )
        if not wait_until(lambda: self.listens() or self.child.poll() is not None, 120.0) or not self.listens():
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
        """End it, by force after 5 seconds. (After a SIGTERM PostgreSQL would wait for its clients.)"""
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


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    """Ask every 50 ms. Whether it became true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.05)
    return False


@contextmanager
def postgres(workshop: Path, pace: Sequence[str] = FAST) -> Iterator[tuple[Service, str]]:
    """A new PostgreSQL with one empty database, and its DATABASE_URL. Raises Missing."""
    account, port = Account.without_power(), free_port()
    folder = account.folder(workshop / "postgres")
    make_cluster(folder, account)
    command = [postgres_program("postgres"), "-D", "cluster", "-p", str(port), *ONLY_HERE, *pace]
    service = Service("postgres", command, folder, port, account)
    try:
        if not wait_until(lambda: _ready(port), 30.0):
            raise Missing(f"PostgreSQL takes no connections: {service.log.read_text()[-500:]}")
        yield service, f"postgresql://circles@{HOST}:{port}/postgres"
    finally:
        service.stop()


def make_cluster(folder: Path, account: Account) -> None:
    """PostgreSQL's own files, in `folder`/cluster. Raises Missing."""
    words = ["-D", "cluster", "-A", "trust", "-U", "circles", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    command = [postgres_program("initdb"), *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, **account.words())
    if done.returncode:
        raise Missing(f"PostgreSQL's initdb said: {done.stderr.strip()[-500:]}")


def _ready(port: int) -> bool:
    command = [postgres_program("pg_isready"), "-q", "-h", HOST, "-p", str(port)]
    return subprocess.run(command, stdin=subprocess.DEVNULL).returncode == 0


@contextmanager
def redis(workshop: Path) -> Iterator[tuple[Service, str]]:
    """A new Redis that keeps nothing on disk, and its REDIS_URL. Raises Missing."""
    port = free_port()
    words = ["--bind", HOST, "--port", str(port), "--save", "", "--appendonly", "no", "--dir", str(workshop)]
    command = [program("redis-server", "valkey-server"), *words]
    service = Service("redis", command, workshop, port, Account())
    try:
        yield service, f"redis://{HOST}:{port}/0"
    finally:
        service.stop()
