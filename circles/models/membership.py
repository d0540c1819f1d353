from django.db import models
from django.db.models import Exists, OuterRef, Q
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

    def with_fresh(self) -> "MembershipQuerySet":
        """Adds `fresh`: somebody else's words came to this circle since the seat's person read it."""
        later = {"place__gt": OuterRef("read_up_to"), "seq__gt": OuterRef("read_up_to")}
        posts = self.model._meta.apps.get_model("circles", "Post").objects.filter(circle=OuterRef("circle"), **later)
        return self.annotate(fresh=Exists(posts.filter(state="published").exclude(author=OuterRef("pk"))))


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
    # How far this person has read here, as a place: a number, never a time, and nobody else is ever shown it.
    read_up_to = models.PositiveBigIntegerField(default=0, editable=False)
    joined_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended_because = models.CharField(max_length=1_000, blank=True)
    # Until when writing rests for this seat. Reading goes on; the words say why, to this person only.
    paused_until = models.DateTimeField(null=True, blank=True)
    paused_because = models.CharField(max_length=1_000, blank=True)

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
    def is_paused(self) -> bool:
        return self.paused_until is not None and self.paused_until > timezone.now()

    @property
    def is_active(self) -> bool:
        return self.state == self.State.ACTIVE
