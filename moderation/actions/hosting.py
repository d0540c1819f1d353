"""What a host changes about a circle, written down so that its members can read it."""

from django.db import transaction

from circles import actions as circle_actions
from circles.models import Circle, Membership
from moderation.models import CircleChange, Subject
from peersupport.accounts.models import User

What = CircleChange.What


def revise(circle: Circle, *, by: User, name: str, purpose: str, capacity: int, joining: str) -> None:
    """Changes what a circle says of itself; other seats and another way in become lines for its members."""
    with transaction.atomic():
        before = Circle.objects.select_for_update().get(pk=circle.pk)
        circle_actions.revise(circle, name=name, purpose=purpose, capacity=capacity, joining=joining)
        if before.capacity != capacity:
            _write(circle, What.SEATS, by, seats=capacity)
        if before.joining != joining:
            _write(circle, What.JOINING, by, joining=joining)


def name_facilitator(seat: Membership, *, by: User | None) -> None:
    """This member facilitates the circle. `by` is None where the server's own commands do it."""
    with transaction.atomic():
        circle_actions.make_facilitator(seat)
        _write(seat.circle, What.FACILITATOR, by)


def _write(circle: Circle, what: str, by: User | None, **values: object) -> None:
    CircleChange.objects.create(circle=circle, what=what, by=Subject.of(by), **values)
