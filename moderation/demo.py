"""The demo: two circles, eight invented people, a few evenings. Made by the same actions that members use."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from circles import actions
from circles.forms import new_token
from circles.models import Circle, Membership, Post
from moderation.actions import appoint, flag, name_facilitator
from moderation.first_steps import cases
from moderation.models import Duty, Flag, Volunteer
from moderation.site_texts import OUR_VERSION
from peersupport.accounts.models import User

PASSWORD = "circle-demo"
HANDLES = ("ada", "bo", "fay", "cy", "mo", "ola", "ani", "out")

AGREEMENT = """We listen first. Advice only when somebody asks for it.

- We speak of our own experience, in the first person.
- Nobody has to explain or defend how they feel.
- What is said here stays here.
- Everybody's path is their own. No path is put down.
- When we are worried about somebody, we tell a moderator."""


@dataclass(frozen=True)
class Evening:
    """A share, and its replies as (who, words, hours ago)."""

    who: str
    need: str
    words: str
    hours: float
    replies: tuple[tuple[str, str, float], ...] = ()


EVENINGS = (
    Evening(
        "fay",
        "listen",
        "Welcome to Hearth. I will be around on most evenings. Write as much or as little as you like; "
        "reading along is taking part, too.",
        74,
    ),
    Evening(
        "ada",
        "listen",
        "Fourteen days today. I walked past the shop on the corner and my hands shook, and then I was past it. "
        "I wanted to tell somebody who knows what that is.",
        50,
        (
            # The reader holds this one: something for the desk.
            ("fay", "After fourteen days one glass on a Friday won't hurt you.", 49.5),
            ("bo", "I know that walk. I am so glad you are on this side of it.", 49.2),
            ("fay", "Fourteen days, and one corner. Thank you for bringing it here.", 48),
        ),
    ),
    Evening(
        "bo",
        "ideas",
        "How do you do Sundays? Everybody I know is in the pub, and the flat is so loud when it is empty.",
        27,
        (
            ("ada", "What helped me was one small thing outside before noon. Bread, mostly. Yours may differ.", 26),
            ("fay", "I call my sister at four. We have nothing to say to each other, and that is the good part.", 25.5),
            ("ada", "I like that. Four o'clock is when mine get heavy, too.", 25),
        ),
    ),
    Evening(
        "cy",
        "listen",
        "Night shifts again this week. I sleep when the street is loud and lie awake when it is quiet. "
        "It helps to know that somebody reads this.",
        9,
    ),
    Evening(
        "ada",
        "ask",
        "My brother wrote after two years. I read it three times and put the phone in the drawer. "
        "I don't know yet what I feel.",
        3,
        (("bo", "What was it like to see his name?", 2),),
    ),
    # Care for somebody who may not be safe: the help lines on the writer's page, and an entry on the desk.
    Evening("cy", "listen", "Some nights I would rather not wake up. I know it passes. I only wanted to say it.", 1),
)
WORRY = "He sounds very alone on Sundays."


@transaction.atomic
def make_demo() -> bool:
    """Makes the demo once. Returns False when it was there already."""
    if User.objects.filter(handle=HANDLES[0]).exists():
        return False
    # One hash for all: hashing eight times would be most of the time `make run` takes.
    password = make_password(PASSWORD)
    people = {handle: User.objects.create(handle=handle, password=password) for handle in HANDLES}
    hearth = _circle("Hearth", "For evenings without a drink. All ways of getting there are welcome.", 12)
    lantern = _circle("Lantern", "For people who work at night and carry too much on their own.", 8)
    seats = {handle: _seat(people[handle], hearth) for handle in ("ada", "bo", "fay")}
    name_facilitator(seats["fay"], by=None)
    seats["cy"] = _seat(people["cy"], lantern)
    for evening in EVENINGS:
        _spend(seats, evening)
    for seat in seats.values():
        _has_been_here(seat)
    flag(seats["fay"], _share_of(seats["bo"]), kind=Flag.Kind.WORRIED, words=WORRY)
    # Two, because nobody answers a second look at a decision of their own.
    appoint(people["mo"], Duty.Kind.MODERATOR)
    appoint(people["ola"], Duty.Kind.MODERATOR)
    appoint(people["ani"], Duty.Kind.ADMIN)
    _are_at_home(people["mo"], people["ola"], people["ani"])
    return True


def _are_at_home(mo: User, ola: User, ani: User) -> None:
    """All went through the first steps some weeks ago, and each named another."""
    then = timezone.now() - timedelta(days=30)
    steps = {"practised": [case.slug for case in cases()], "practised_at": then, "agreed_version": OUR_VERSION}
    for one, other in ((mo, ani), (ola, mo), (ani, mo)):
        Volunteer.objects.create(user=one, backup=other, agreed_at=then, ready_at=then, **steps)


def _circle(name: str, purpose: str, capacity: int) -> Circle:
    return actions.open_circle(name=name, purpose=purpose, agreement=AGREEMENT, capacity=capacity)


def _seat(user: User, circle: Circle) -> Membership:
    name = user.handle.capitalize()
    return actions.join(user, circle, name=name, agreed_version=circle.agreement_version)


def _spend(seats: dict[str, Membership], evening: Evening) -> None:
    share = actions.share(seats[evening.who], _draft(evening.words, evening.need))
    _date(share, evening.hours)
    for handle, words, hours in evening.replies:
        _date(actions.reply(seats[handle], share, _draft(words)), hours)
    if evening.replies:
        actions.support(seats["fay"], share, "hear")


def _has_been_here(seat: Membership) -> None:
    """They wrote last with all that stood there in sight; only what came after it is new to them."""
    last = Post.objects.filter(author=seat).order_by("seq").last()
    if last is not None:
        seat.refresh_from_db()
        actions.mark_read(seat, last.seq)


def _draft(words: str, need: str = "") -> actions.Draft:
    return actions.Draft(words=words, need=need, token=new_token())


def _share_of(seat: Membership) -> Post:
    return Post.objects.visible_to(seat.user).get(author=seat, share=None)


def _date(post: Post, hours: float) -> None:
    post.written_at = timezone.now() - timedelta(hours=hours)
    post.save(update_fields=["written_at"])
