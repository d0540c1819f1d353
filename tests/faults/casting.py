"""`python -m tests.faults.casting CIRCLES SEATS [MORE ...]`: tables, circles and signed-in people, told as JSON.

Each MORE is one more circle with so many seats, and one for who writes there. Their people have a password.
"""
# ruff: noqa: E402  (nothing of the apps can be imported before they are loaded)

import json
import sys
from typing import Any

import django

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command

from circles import actions
from circles.models import Circle, Membership
from moderation.actions import appoint
from moderation.models import Duty
from peersupport.accounts.models import User
from tests.faults.words import PASSWORD


def main(circles: int, seats: int, *more: int) -> dict[str, Any]:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    secret = make_password(PASSWORD)
    admin = User.objects.create(handle="ani", password="!")
    appoint(admin, Duty.Kind.ADMIN)
    told = {
        "circles": [
            circle(f"Hearth {number}", [f"m{number}-{at}" for at in range(seats)], "!") for number in range(circles)
        ],
        "outsider": signed_in(User.objects.create(handle="out", password="!")),
        "admin": signed_in(admin, factor=True),
    }
    for number, count in enumerate(more):
        handles = [f"canary{number}", *(f"x{number}-{at}" for at in range(count))]
        told["circles"].append(circle(f"Lantern {number}", handles, secret))
    return told


def circle(name: str, handles: list[str], secret: str) -> dict[str, Any]:
    """Seats are made straight into the table: here a circle may be larger than a good one."""
    made = actions.open_circle(name=name, purpose="For evenings.", agreement="We listen first.")
    return {"id": made.public_id, "pk": made.pk, "seats": [seat(handle, made, secret) for handle in handles]}


def seat(handle: str, where: Circle, secret: str) -> dict[str, Any]:
    user = User.objects.create(handle=handle, password=secret)
    taken = Membership.objects.create(circle=where, user=user, name=handle.capitalize())
    return {"person": user.pk, "seat": taken.public_id, "session": signed_in(user), "other": signed_in(user)}


def signed_in(user: User, *, factor: bool = False) -> str:
    """The key of a new session, made as `login` makes it; `factor`: opened with a second factor."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    if factor:
        session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
    session.save()
    return session.session_key or ""


if __name__ == "__main__":
    print(json.dumps(main(*map(int, sys.argv[1:]))))
