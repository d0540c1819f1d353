"""A turn: the one way to change a circle's posts and seats.

It holds the circle's row until commit, so the order of its numbers is the order of commits, and rings afterwards.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from circles.models import Circle, Membership, Post
from peersupport import live
from peersupport.policy import Refused


@contextmanager
def turn(circle_id: int) -> Iterator[Circle]:
    """Inside: the circle, locked; take numbers with `next_seq()`. Nothing slow belongs here.

    A turn that takes no number rings no bell.
    """
    with transaction.atomic():
        circle = Circle.objects.select_for_update().get(pk=circle_id)
        before = circle.seq
        yield circle
        if circle.seq != before:
            circle.save(update_fields=["seq"])
            live.ring_after_commit(f"circle:{circle.pk}", circle.seq)


def seat_now(circle: Circle, seat: Membership) -> Membership:
    """The seat as it is inside this turn. Raises Refused when it was lost since the page was opened."""
    current = circle.memberships.active().filter(pk=seat.pk).first()
    if current is None:
        raise Refused(_("You no longer have a seat in this circle."))
    current.circle = circle
    return current


def post_now(circle: Circle, post: Post) -> Post:
    """The post as it is inside this turn, whatever the page showed."""
    current = circle.posts.get(pk=post.pk)
    current.circle = circle
    return current
