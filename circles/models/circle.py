from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from circles.models.ids import public_id
from peersupport.accounts.models import User

CAPACITY_LIMITS = (2, 50)


class CircleQuerySet(models.QuerySet["Circle"]):
    def visible_to(self, user: User) -> "CircleQuerySet":
        """The circles in which this person has a seat now."""
        return self.filter(memberships__user=user, memberships__state="active")

    def open_to(self, user: User) -> "CircleQuerySet":
        """Circles that may be found, without those the person sits in or was removed from."""
        return self.filter(state=Circle.State.OPEN, joining=Circle.Joining.OPEN).exclude(
            memberships__in=user.memberships.filter(state__in=["active", "removed"])
        )

    def with_seats(self) -> "CircleQuerySet":
        """Adds `taken` and `free`: how many seats are taken and free now."""
        taken = Count("memberships", filter=Q(memberships__state="active"), distinct=True)
        return self.annotate(taken=taken, free=Greatest(F("capacity") - taken, 0))


class Circle(models.Model):
    """A small group with a purpose, a number of seats, and one counter for every change of its posts."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        RESTING = "resting", _("resting")

    class Joining(models.TextChoices):
        OPEN = "open", _("anyone who signs in may join")
        INVITATION = "invitation", _("by invitation; others don't see it")

    public_id = models.CharField(max_length=16, unique=True, default=public_id, editable=False)
    name = models.CharField(_("name"), max_length=60)
    purpose = models.CharField(_("purpose"), max_length=280)
    capacity = models.PositiveSmallIntegerField(_("seats"), default=12)
    language = models.CharField(_("language"), max_length=8, default="en")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    joining = models.CharField(_("joining"), max_length=12, choices=Joining, default=Joining.OPEN)
    agreement_version = models.PositiveIntegerField(default=0, editable=False)
    # The counter: only circles.actions.turn moves it, under this row's lock.
    seq = models.PositiveBigIntegerField(default=0, editable=False)
    # Changes up to here were purged: a browser that is older reloads.
    floor_seq = models.PositiveBigIntegerField(default=0, editable=False)
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = CircleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(capacity__range=CAPACITY_LIMITS), name="a_sensible_number_of_seats"),
            models.CheckConstraint(condition=Q(floor_seq__lte=F("seq")), name="floor_not_above_seq"),
        ]

    def __str__(self) -> str:
        return f"circle {self.pk}"

    @property
    def is_resting(self) -> bool:
        return self.state == self.State.RESTING

    def next_seq(self) -> int:
        """The next number. Only inside a turn: the row is locked until commit, so two changes never swap numbers."""
        self.seq += 1
        return self.seq
