from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from circles.models.circle import Circle
from circles.models.ids import public_id
from peersupport.accounts.models import User


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> "MembershipQuerySet":
        """Seats that are taken now by an account that is open."""
        return self.filter(state=Membership.State.ACTIVE, user__is_active=True)


class Membership(models.Model):
    """A seat in a circle, with the name its member uses there and nowhere else.

    Leaving ends the row and joining again makes a new one: a seat's history is never rewritten.
    """

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        FACILITATOR = "facilitator", _("facilitator")

    class State(models.TextChoices):
        ACTIVE = "active", _("active")
        LEFT = "left", _("left")
        REMOVED = "removed", _("removed")

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    public_id = models.CharField(max_length=16, unique=True, default=public_id, editable=False)
    name = models.CharField(_("name in this circle"), max_length=40)
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    agreed_version = models.PositiveIntegerField(default=0)
    joined_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended_because = models.CharField(max_length=500, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle", "user"], condition=Q(state="active"), name="one_seat_a_person"),
            models.UniqueConstraint("circle", Lower("name"), condition=Q(state="active"), name="one_name_a_circle"),
        ]
        indexes = [models.Index(fields=["user", "state"])]

    def __str__(self) -> str:
        return f"seat {self.pk}"

    @property
    def facilitates(self) -> bool:
        return self.role == self.Role.FACILITATOR

    @property
    def is_active(self) -> bool:
        return self.state == self.State.ACTIVE
