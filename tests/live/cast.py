"""The people of these tests: ada and bo sit in Hearth, cy in Lantern, out nowhere."""

import itertools
from dataclasses import dataclass

from django.test import Client

from circles.models import Circle, Membership, Post
from peersupport.accounts.models import User

_numbers = itertools.count()


@dataclass
class Person:
    user: User
    session: str
    seat: Membership | None = None


def person(handle: str) -> Person:
    """Somebody who is signed in."""
    user = User(handle=f"{handle}{next(_numbers)}")
    user.set_unusable_password()
    user.save()
    return Person(user, sign_in(user))


def sign_in(user: User) -> str:
    """One more session of this person; its key."""
    client = Client()
    client.force_login(user)
    key = client.session.session_key
    assert key is not None
    return key


def sit(who: Person, circle: Circle, name: str) -> Person:
    who.seat = Membership.objects.create(circle=circle, user=who.user, name=name)
    return who


def post(who: Person, words: str, share: Post | None = None, state: str = "published") -> Post:
    """A post straight into the database, as another web process or a command writes it: no bell is rung here."""
    assert who.seat is not None
    circle = Circle.objects.get(pk=who.seat.circle_id)
    seq = circle.next_seq()
    circle.save(update_fields=["seq"])
    return Post.objects.create(
        circle=circle, share=share, author=who.seat, state=state, place=seq if state == "published" else None, seq=seq,
        need="" if share else "listen", words=words, html=f"<p>{words}</p>", token=f"token-{next(_numbers)}", seal="x",
    )  # fmt: skip


class Cast:
    def __init__(self) -> None:
        self.hearth = Circle.objects.create(name="Hearth", purpose="To sit together.")
        self.lantern = Circle.objects.create(name="Lantern", purpose="To walk together.")
        self.ada = sit(person("ada"), self.hearth, "Ada")
        self.bo = sit(person("bo"), self.hearth, "Bo")
        self.cy = sit(person("cy"), self.lantern, "Cy")
        self.out = person("out")
