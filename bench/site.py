"""The product itself, to be measured: a web process on a PostgreSQL and a Redis of its own, circles full of members."""

import os
import resource
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module

from bench.designs import ROOT, UVICORN, Server
from tests import services

SECRET = "for-benches-only-" * 4


@dataclass(frozen=True)
class Seat:
    """Who opens a socket: the circle's address and the cookie of a session."""

    key: int  # primary keys
    circle: int
    path: str
    headers: str


class Site:
    """`web` is the process that is measured; `seats` by circle, in the order of the circles' keys."""

    def __init__(self, web: Server, seats: list[list[Seat]]) -> None:
        self.web = web
        self.seats = seats
        self.circles = [group[0].circle for group in seats]


@contextmanager
def place() -> Iterator[None]:
    """An empty PostgreSQL and a Redis, in the environment of this process and its children; Django set up on them."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    with (
        services.workshop() as folder,
        services.postgres(folder) as (_, database),
        services.redis(folder) as (_, redis),
    ):
        port = services.free_port()
        os.environ.update(
            DATABASE_URL=database, REDIS_URL=redis, DJANGO_SECRET_KEY=SECRET, DJANGO_ALLOWED_HOSTS="localhost",
            SITE_ORIGIN=f"http://localhost:{port}", DATA_DIR=str(folder / "var"), PORT=str(port), LOG_LEVEL="WARNING",
            DJANGO_SETTINGS_MODULE="peersupport.settings",
        )  # fmt: skip
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, check=True)
        import_module("django").setup()
        yield


@contextmanager
def site(circles: int, seats: int, seed: int) -> Iterator[Site]:
    """A web process and `circles` new circles with `seats` members each, all of them signed in. Inside `place()`."""
    port = int(os.environ["PORT"])
    command = [*UVICORN, str(port), "--ws-max-size", "65536", "--lifespan", "on", "peersupport.asgi:application"]
    found = _seats(circles, seats, seed)
    with Server(command, port, dict(os.environ)).running() as web:
        yield Site(web, found)


def _seats(circles: int, seats: int, seed: int) -> list[list[Seat]]:
    from circles.models import Membership
    from circles.seeding import Plan, plant

    plant(Plan(circles, seats, shares=circles, replies=0, seed=seed), lambda _: None)
    found = Membership.objects.filter(user__handle__startswith=f"seed{seed}-").select_related("circle", "user")
    by_circle: dict[int, list[Seat]] = {}
    sessions = _sign_in([membership.user for membership in found])
    for membership, session in zip(found, sessions, strict=True):
        headers = f"Cookie: sessionid={session}\r\nOrigin: {os.environ['SITE_ORIGIN']}\r\n"
        seat = Seat(membership.pk, membership.circle_id, f"live/{membership.circle.public_id}/?after=1", headers)
        by_circle.setdefault(membership.circle_id, []).append(seat)
    return [by_circle[circle] for circle in sorted(by_circle)]


def _sign_in(users: list) -> list[str]:  # type: ignore[type-arg]
    """A session for each, as signing in leaves it."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    rows, until = [], timezone.now() + timedelta(days=1)
    for user in users:
        words = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: "allauth.account.auth_backends.AuthenticationBackend",
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        until = timezone.now() + timezone.timedelta(days=1)
        rows.append(
            Session(session_key=secrets.token_hex(16), session_data=SessionStore().encode(words), expire_date=until)
        )
    Session.objects.bulk_create(rows, batch_size=1_000)
    return [row.session_key for row in rows]
