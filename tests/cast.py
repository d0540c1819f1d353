"""The cast of the tests, and short ways to let them write."""

import itertools
from dataclasses import dataclass

from django.utils import timezone

from circles import actions
from circles.models import Circle, Membership, Post
from moderation.actions import appoint
from moderation.first_steps import cases
from moderation.models import Duty, Volunteer
from peersupport.accounts.models import User

AGREEMENT = "We listen first.\n\nWhat is said here stays here."
# The reader holds this one, nudges over the second in a reply, and is worried by the third.
HELD_WORDS = "Shut up, you idiot."
NUDGED_WORDS = "I can't believe you used again."
WORRYING_WORDS = "I don't want to be here anymore. I want to die tonight."

_tokens = itertools.count()


@dataclass
class Cast:
    """Who is who: members and the facilitator are seats, the others are users."""

    hearth: Circle
    lantern: Circle
    ada: Membership
    bo: Membership
    fay: Membership
    cy: Membership
    out: User
    mo: User
    ani: User


def make_cast() -> Cast:
    users = {
        handle: User.objects.create(handle=handle, password="!")
        for handle in ("ada", "bo", "fay", "cy", "out", "mo", "ani")
    }
    hearth = actions.open_circle(name="Hearth", purpose="For evenings without a drink.", agreement=AGREEMENT)
    lantern = actions.open_circle(
        name="Lantern", purpose="For people who work at night.", agreement=AGREEMENT, capacity=8
    )
    fay = take_seat(users["fay"], hearth)
    actions.make_facilitator(fay)
    appoint(users["mo"], Duty.Kind.MODERATOR)
    appoint(users["ani"], Duty.Kind.ADMIN)
    for handle in ("mo", "ani", "out"):
        make_ready(users[handle])
    return Cast(
        hearth=hearth,
        lantern=lantern,
        ada=take_seat(users["ada"], hearth),
        bo=take_seat(users["bo"], hearth),
        fay=fay,
        cy=take_seat(users["cy"], lantern),
        out=users["out"],
        mo=users["mo"],
        ani=users["ani"],
    )


def make_ready(user: User) -> None:
    """They went through the first steps: entries open for them, should a test put them at the desk."""
    now = timezone.now()
    steps = {"practised": [case.slug for case in cases()], "practised_at": now, "agreed_version": 1, "agreed_at": now}
    Volunteer.objects.update_or_create(user=user, defaults={**steps, "ready_at": now})


def take_seat(user: User, circle: Circle) -> Membership:
    return actions.join(user, circle, name=user.handle.capitalize(), agreed_version=circle.agreement_version)


def draft(words: str, *, need: str = "", token: str = "", seen: frozenset[str] = frozenset()) -> actions.Draft:
    return actions.Draft(words=words, need=need, token=token or f"test-token-{next(_tokens)}", seen=seen)


def share(seat: Membership, words: str = "A share.", need: str = "listen") -> Post:
    return actions.share(seat, draft(words, need=need))


def reply(seat: Membership, to: Post, words: str = "I hear you.") -> Post:
    return actions.reply(seat, to, draft(words))
