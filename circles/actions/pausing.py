"""Writing rests for one seat for a time, and a seat that was taken away comes back. Moderation has asked its policy."""

from datetime import datetime

from django.db.models import Q

from circles.actions.seats import NameTaken, tell_member
from circles.actions.turn import turn
from circles.models import Membership, Notice


def pause(seat: Membership, *, until: datetime, because: str) -> None:
    """Writing rests for this seat until then; its member still reads everything, and is told why."""
    _set_pause(seat, until, because, Notice.Kind.PAUSED)


def end_pause(seat: Membership) -> None:
    """Writing is open again, and the member hears of it. Nothing happens where no pause stands."""
    if seat.paused_until is not None:
        _set_pause(seat, None, "", Notice.Kind.RESUMED)


class SeatsTaken(Exception):
    """No seat of this circle is free just now."""


def give_back(seat: Membership) -> None:
    """A seat that was taken away is this person's again. Raises SeatsTaken, or NameTaken: somebody goes by it now."""
    with turn(seat.circle_id) as circle:
        current = circle.memberships.get(pk=seat.pk)
        if current.is_active:
            return
        active = circle.memberships.filter(state=Membership.State.ACTIVE)
        if active.filter(Q(name__iexact=seat.name) | Q(user=seat.user)).exists():
            raise NameTaken
        if active.count() >= circle.capacity:
            raise SeatsTaken
        current.state, current.ended_at, current.ended_by, current.ended_because = "active", None, None, ""
        current.save(update_fields=["state", "ended_at", "ended_by", "ended_because"])
        circle.next_seq()
        tell_member(current, Notice.Kind.RESEATED)


def _set_pause(seat: Membership, until: datetime | None, because: str, notice: str) -> None:
    with turn(seat.circle_id) as circle:
        current = circle.memberships.get(pk=seat.pk)
        current.paused_until, current.paused_because = until, because
        current.save(update_fields=["paused_until", "paused_because"])
        circle.next_seq()
        tell_member(current, notice)
