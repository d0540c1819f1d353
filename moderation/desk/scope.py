"""Which posts a moderator may look after: the law of `moderation.policies.may_decide` as clauses of a query."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from circles.models import Circle, Membership
from moderation.models import Flag, Recusal
from moderation.policies import duties_now
from peersupport.accounts.models import User


@dataclass(frozen=True, slots=True)
class Scope:
    """The circles of somebody's duty (None: all), without those they sit in; and all seats they ever had."""

    circles: frozenset[int] | None
    sits_in: frozenset[int]
    seats: frozenset[int]
    # Seats of people whom they know: a subquery.
    known: "QuerySet[Membership, int]"

    def looked_after(self) -> "QuerySet[Circle]":
        """Which circles: those of their duty, without those they have a seat in."""
        theirs = Circle.objects.exclude(pk__in=self.sits_in)
        return theirs if self.circles is None else theirs.filter(pk__in=self.circles)

    def clause(self, post: str = "") -> Q:
        """Which posts. `post` is the way to the post, "" or "post__"."""
        # A post whose author is gone is nobody's acquaintance.
        allowed = ~Q(**{f"{post}author__in": self.known}) | Q(**{f"{post}author__isnull": True})
        allowed &= ~Q(**{f"{post}circle__in": self.sits_in}) if self.sits_in else Q()
        if self.circles is not None:
            allowed &= Q(**{f"{post}circle__in": self.circles})
        if self.seats:
            own = Flag.objects.filter(by__in=self.seats, post=OuterRef(f"{post}pk" if not post else "post_id"))
            allowed &= ~Q(Exists(own)) & (
                ~Q(**{f"{post}author__in": self.seats}) | Q(**{f"{post}author__isnull": True})
            )
        return allowed


def scope_of(user: User) -> Scope:
    """One query, and one for the duties that the page's door has asked already."""
    duties = duties_now(user)
    everywhere = any(duty.circle_id is None for duty in duties)
    seats = list(Membership.objects.filter(user=user).values_list("pk", "circle_id", "state"))
    return Scope(
        circles=None if everywhere else frozenset(duty.circle_id for duty in duties if duty.circle_id),
        sits_in=frozenset(circle for _pk, circle, state in seats if state == Membership.State.ACTIVE),
        seats=frozenset(pk for pk, _circle, _state in seats),
        known=Recusal.known_to(user),
    )
