"""`python -m tests.stories.casting`: a production's tables, static files and cast, all with CAST_PASSWORD.

Prints the secrets of the second factors as JSON: {"mo": …, "ani": …}.
"""
# ruff: noqa: E402  (nothing of the apps can be imported before they are loaded)

import json
import os

import django

django.setup()

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.core.management import call_command

from circles import actions
from moderation.actions import appoint
from moderation.models import Duty
from peersupport.accounts.models import User
from tests.cast import AGREEMENT, make_ready, take_seat

DUTIES = {"mo": Duty.Kind.MODERATOR, "ani": Duty.Kind.ADMIN}
People = dict[str, User]


def main() -> dict[str, str]:
    """Everything a new production needs before somebody can come in."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    password = make_password(os.environ["CAST_PASSWORD"])
    handles = ("ada", "bo", "fay", "cy", "out", *DUTIES)
    people = {handle: User.objects.create(handle=handle, password=password) for handle in handles}
    seat_members(people)
    return appoint_staff(people)


def seat_members(people: People) -> None:
    """Hearth with ada, bo and fay, who facilitates; Lantern with cy."""
    hearth = actions.open_circle(name="Hearth", purpose="For evenings without a drink.", agreement=AGREEMENT)
    lantern = actions.open_circle(name="Lantern", purpose="For people who work at night.", agreement=AGREEMENT)
    seats = {handle: take_seat(people[handle], hearth) for handle in ("ada", "bo", "fay")}
    actions.make_facilitator(seats["fay"])
    take_seat(people["cy"], lantern)


def appoint_staff(people: People) -> dict[str, str]:
    """mo moderates and ani hosts; both sign in with a code from an app, and are through the first steps."""
    secrets = {handle: generate_totp_secret() for handle in DUTIES}
    for handle, kind in DUTIES.items():
        appoint(people[handle], kind)
        TOTP.activate(people[handle], secrets[handle])
        make_ready(people[handle])
    return secrets


if __name__ == "__main__":
    print(json.dumps(main()))
