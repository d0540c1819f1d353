"""Where a story plays: the site as `make run` makes it, or two web processes on PostgreSQL and Redis."""

import json
import os
import secrets
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis
from playwright.sync_api import BrowserContext

from moderation.demo import PASSWORD
from peersupport.start import run
from peersupport.start.packages import PYTHON, ROOT
from tests.services import HOST, Account, Service, free_port

SERVERS = ("TEST_DATABASE_URL", "TEST_REDIS_URL")
OUR_REDIS_DATABASE = "/15"
# Whoever leaves quickly comes to a page without a word on it, and no story asks another site for one.
AWAY = {"QUICK_EXIT_URL": "/healthz"}
# Whom the moderators of these sites may call.
LEAD = "Rose, 555 0142"
NAMED = {"SAFEGUARDING_LEAD": LEAD, "SAFEGUARDING_HOURS": "day and night"}


@dataclass
class Stage:
    """`sites` are the origins: ada is at the first, everybody else at the last."""

    mode: str
    sites: list[str]
    password: str
    # Second factors that are typed as codes; empty where the demo signs staff in with one press.
    totp: dict[str, str] = field(default_factory=dict)
    # A browser for each of the cast, signed in when they first come and kept: what it has fetched stays fetched.
    browsers: dict[str, BrowserContext] = field(default_factory=dict)
    # What its processes run with; for commands that its hosts would type.
    around: dict[str, str] = field(default_factory=dict)

    def site(self, handle: str) -> str:
        return self.sites[0] if handle == "ada" else self.sites[-1]

    def command(self, *words: str) -> None:
        """`manage.py` with these words, on this site."""
        around = {"PATH": os.environ["PATH"], **self.around}
        done = subprocess.run([PYTHON, "manage.py", *words], cwd=ROOT, env=around, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


@contextmanager
def embedded(folder: Path, undo_seconds: int = 0) -> Iterator[Stage]:
    """One process on SQLite with the demo's cast, by the words of `make run`."""
    not_ours = {"SITE_ORIGIN", "DEMO", "STATIC_ROOT"}
    port = free_port()
    around = {name: value for name, value in run.surroundings(port, folder).items() if name not in not_ours}
    around |= AWAY | NAMED | {"UNDO_SECONDS": str(undo_seconds)}
    with web("site", run.WEB, folder, around):
        yield Stage("embedded", [f"http://localhost:{port}"], PASSWORD, around=around)


@contextmanager
def production(folder: Path, undo_seconds: int = 0) -> Iterator[Stage]:
    """Two processes on a PostgreSQL database of their own, with another cast of the same names."""
    password, servers = secrets.token_urlsafe(12), ExitStack()
    with new_database(os.environ["TEST_DATABASE_URL"]) as database, servers:
        house = surroundings(folder, database, emptied(os.environ["TEST_REDIS_URL"]))
        house |= {"UNDO_SECONDS": str(undo_seconds), **NAMED}
        first, second = house | address(free_port()), house | address(free_port())
        totp = make_cast(first | {"CAST_PASSWORD": password})
        for name, around in (("first", first), ("second", second)):
            servers.enter_context(web(name, ["uvicorn", *run.WEB[1:]], folder, around))
        yield Stage("production", [first["SITE_ORIGIN"], second["SITE_ORIGIN"]], password, totp, around=first)


def surroundings(folder: Path, database: str, bell: str) -> dict[str, str]:
    """What all processes of one production have in common."""
    return {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(folder),
        "STATIC_ROOT": str(folder / "static"),
        "DATABASE_URL": database,
        "REDIS_URL": bell,
        "DJANGO_SETTINGS_MODULE": "peersupport.settings",
        "DJANGO_SECRET_KEY": secrets.token_urlsafe(50),
        "DJANGO_ALLOWED_HOSTS": "localhost",
        "LOG_LEVEL": "WARNING",
        **AWAY,
    }


def address(port: int) -> dict[str, str]:
    """Each process is a site of its own to the browser: there is no proxy in front of them here."""
    return {"PORT": str(port), "SITE_ORIGIN": f"http://localhost:{port}"}


@contextmanager
def web(name: str, words: list[str], folder: Path, around: Mapping[str, str]) -> Iterator[Service]:
    """A web process in exactly this environment; its log is NAME.log in the folder."""
    variables = [f"{key}={value}" for key, value in {**around, "PYTHONPATH": str(ROOT)}.items()]
    command = ["env", "-i", *variables, str(PYTHON), "-m", *words, "--host", HOST, "--port", around["PORT"]]
    service = Service(name, command, folder, int(around["PORT"]), Account())
    try:
        yield service
    finally:
        service.stop()


@contextmanager
def worker(stage: Stage, **more: str) -> Iterator[None]:
    """The background work of this stage, as long as a story needs it; `more` settings are for it alone."""
    around = {**stage.around, **more, "PYTHONPATH": str(ROOT)}
    working = subprocess.Popen([PYTHON, "manage.py", "worker"], cwd=ROOT, env=around, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        working.terminate()
        working.wait(timeout=30)


@contextmanager
def new_database(url: str) -> Iterator[str]:
    """An empty database on that server, dropped at the end; its URL."""
    name = f"stories_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def emptied(url: str) -> str:
    """A Redis database that only stories use: what an earlier run counted there would slow this one down."""
    ours = urlunsplit(urlsplit(url)._replace(path=OUR_REDIS_DATABASE))
    with redis.Redis.from_url(ours) as connection:
        connection.flushdb()
    return ours


def make_cast(around: Mapping[str, str]) -> dict[str, str]:
    """Tables, static files and people; returns the secrets of the second factors by login name."""
    command = [PYTHON, "-m", "tests.stories.casting"]
    done = subprocess.run(command, cwd=ROOT, env=dict(around), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    totp: dict[str, str] = json.loads(done.stdout)
    return totp
