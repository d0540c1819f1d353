"""Bulk circles for benches: the same seed gives the same rows. Written straight into the tables, no reader, no bell."""

import base64
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from circles.models import Agreement, Circle, Membership, Post
from circles.models.circle import CAPACITY_LIMITS
from peersupport.accounts.models import User
from peersupport.text import to_html

BATCH = 5_000
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
NOBODYS = make_password(None)
SENTENCES = (
    "Fourteen days today.",
    "I did not sleep much, and the morning was long.",
    "My sister called, and I picked up this time.",
    "It is quieter here than it was last winter.",
    "I walked home the other way.",
    "I would like somebody to know about it.",
    "Thank you for reading this far.",
    "What was it like for you?",
    "I am glad that you wrote this down.",
    "With you tonight.",
)


@dataclass(frozen=True)
class Plan:
    """How much: `seats` in each circle; `shares` and `replies` in all, spread over the circles in turn."""

    circles: int
    seats: int
    shares: int
    replies: int
    seed: int


class SeedThere(RuntimeError):
    """This seed was planted before."""


def plant(plan: Plan, say: Callable[[str], None]) -> None:
    """Writes the plan's rows in one transaction, saying what it is at. Raises SeedThere."""
    if User.objects.filter(handle=_handle(plan, 0)).exists():
        raise SeedThere
    chance = random.Random(plan.seed)
    with transaction.atomic():
        say(f"{plan.circles} circles with {plan.seats} seats")
        circles = _circles(plan, chance)
        seats = _seats(plan, circles, chance)
        say(f"{plan.shares} shares and {plan.replies} replies")
        _posts(plan, circles, seats, chance)


def _handle(plan: Plan, number: int) -> str:
    return f"seed{plan.seed}-{number}"


def _public_id(chance: random.Random) -> str:
    return base64.urlsafe_b64encode(chance.randbytes(12)).decode()


def _circles(plan: Plan, chance: random.Random) -> list[Circle]:
    words = "We listen first."
    circles = _write(
        Circle(public_id=_public_id(chance), name=f"Circle {number}", purpose="For benches.",
               capacity=_capacity(plan.seats), agreement_version=1)
        for number in range(plan.circles)
    )  # fmt: skip
    _write(Agreement(circle=circle, version=1, words=words, html=to_html(words)) for circle in circles)
    return circles


def _capacity(seats: int) -> int:
    """A bench may ask for more seats than a circle may have."""
    least, most = CAPACITY_LIMITS
    return min(max(least, seats), most)


def _seats(plan: Plan, circles: list[Circle], chance: random.Random) -> list[list[Membership]]:
    people = _write(User(handle=_handle(plan, number), password=NOBODYS) for number in range(plan.circles * plan.seats))
    taken = _write(
        Membership(circle=circles[number // plan.seats], user=user, public_id=_public_id(chance), agreed_version=1,
                   name=f"Member {number % plan.seats}", joined_at=BEGIN)
        for number, user in enumerate(people)
    )  # fmt: skip
    return [taken[start : start + plan.seats] for start in range(0, len(taken), plan.seats)]


def _posts(plan: Plan, circles: list[Circle], seats: list[list[Membership]], chance: random.Random) -> None:
    shares = _write(_post(number, None, circles, seats, chance) for number in range(plan.shares))
    by_circle = [shares[place :: len(circles)] for place in range(len(circles))]
    _write_and_forget(
        _post(number, _answered(by_circle[number % len(circles)], chance), circles, seats, chance)
        for number in range(plan.replies)
    )
    Circle.objects.bulk_update(circles, ["seq"], batch_size=500)


def _answered(shares: list[Post], chance: random.Random) -> Post | None:
    return shares[chance.randrange(len(shares))] if shares else None


def _post(
    number: int, share: Post | None, circles: list[Circle], seats: list[list[Membership]], chance: random.Random
) -> Post:
    at = number % len(circles)
    circle, author = circles[at], seats[at][chance.randrange(len(seats[at]))]
    words = " ".join(chance.choices(SENTENCES, k=chance.randint(1, 6)))
    seq = circle.next_seq()
    return Post(
        public_id=_public_id(chance), circle=circle, share=share, author=author, state=Post.State.PUBLISHED, place=seq,
        seq=seq, need="" if share else chance.choice(Post.Need.values), words=words, html=f"<p>{words}</p>\n",
        token=f"seed-{circle.pk}-{seq}", seal="seed", written_at=BEGIN + timedelta(minutes=seq),
    )  # fmt: skip


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch


def _write(rows: Iterable[Any]) -> list[Any]:
    """Stores the rows and returns them with their keys."""
    return [row for batch in _batches(rows) for row in _model(batch).objects.bulk_create(batch)]


def _write_and_forget(rows: Iterable[Any]) -> None:
    """Stores the rows without keeping them: a million of them would not fit into a small machine."""
    for batch in _batches(rows):
        _model(batch).objects.bulk_create(batch)


def _model(batch: list[Any]) -> Any:
    return type(batch[0])
