"""Join, leave, remove: who sits in a circle. Every change takes a number, so that every open page hears of it."""

from django.db.models import Q
from django.utils import timezone

from circles import policies
from circles.actions.turn import seat_now, turn
from circles.models import Circle, Membership, Notice
from peersupport import live
from peersupport.accounts.models import User
from peersupport.policy import require


class NameTaken(Exception):
    """Somebody in this circle already goes by that name."""


def join(user: User, circle: Circle, *, name: str, agreed_version: int) -> Membership:
    """Takes a free seat. `agreed_version` is the agreement the person said yes to. Raises Refused, NameTaken."""
    with turn(circle.pk) as locked:
        require(policies.may_join(user, locked, taken=locked.memberships.filter(state="active").count()))
        if locked.memberships.filter(state=Membership.State.ACTIVE, name__iexact=name).exists():
            raise NameTaken
        locked.next_seq()
        return Membership.objects.create(
            # What was written before somebody came is not new since they were here.
            circle=locked,
            user=user,
            name=name,
            agreed_version=agreed_version,
            read_up_to=locked.seq,
        )


def leave(seat: Membership) -> None:
    """Gives the seat back. What was written stays, under the name it was written with."""
    with turn(seat.circle_id) as circle:
        _end(seat_now(circle, seat), Membership.State.LEFT, by=seat.user, because="")
        circle.next_seq()


def remove_member(seat: Membership, *, by: User | None, because: str) -> None:
    """Takes the seat away. Nothing committed from now on is delivered to it, on any socket.

    The caller has asked its own policy whether `by` may. A seat that is already given back stays as it is.
    """
    with turn(seat.circle_id) as circle:
        current = circle.memberships.filter(pk=seat.pk, state=Membership.State.ACTIVE).first()
        if current is not None:
            _end(current, Membership.State.REMOVED, by=by, because=because)
            circle.next_seq()
            tell_member(current, Notice.Kind.SEAT)


def tell_member(seat: Membership, kind: str) -> None:
    """One line about a seat to its member; only the newest word about it counts."""
    Notice.objects.filter(person_id=seat.user_id, seat=seat, read_at=None).update(read_at=timezone.now())
    Notice.objects.create(person_id=seat.user_id, kind=kind, seat=seat)
    live.ring_after_commit(f"person:{seat.user_id}", 0)


def mark_read(seat: Membership, up_to: int) -> None:
    """The person has read what has a place up to `up_to`. Takes no number: it is nobody else's news.

    Never goes back, except below a circle that lies behind it because a backup was restored.
    """
    up_to = min(up_to, seat.circle.seq)
    behind = Q(read_up_to__lt=up_to) | Q(read_up_to__gt=seat.circle.seq)
    Membership.objects.filter(behind, pk=seat.pk).update(read_up_to=up_to)


def rename(seat: Membership, *, name: str) -> None:
    """Another name for a seat, and for all that was written from it. Raises NameTaken.

    The caller has asked its own policy whether this may be done.
    """
    with turn(seat.circle_id) as circle:
        others = circle.memberships.filter(state=Membership.State.ACTIVE).exclude(pk=seat.pk)
        if others.filter(name__iexact=name).exists():
            raise NameTaken
        circle.memberships.filter(pk=seat.pk).update(name=name)
        circle.next_seq()


def make_facilitator(seat: Membership) -> None:
    seat.role = Membership.Role.FACILITATOR
    seat.save(update_fields=["role"])


def _end(seat: Membership, state: str, *, by: User | None, because: str) -> None:
    seat.state, seat.ended_at, seat.ended_by, seat.ended_because = state, timezone.now(), by, because
    seat.save(update_fields=["state", "ended_at", "ended_by", "ended_because"])
