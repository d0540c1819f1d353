from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from circles.models import Circle, Membership, Post
from circles.models.ids import public_id
from moderation.models.appeal import Appeal
from moderation.models.log import Review
from peersupport.accounts.models import User

QUIET = timedelta(minutes=10)


class ClaimQuerySet(models.QuerySet["Claim"]):
    def now(self) -> "ClaimQuerySet":
        """Claims that still stand; a claim runs out by itself, nobody has to take it away."""
        return self.filter(renewed__gt=timezone.now() - QUIET)


class Claim(models.Model):
    """Somebody is looking at this post just now. It shuts nobody out: the first decision counts, whoever makes it."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="claim")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="claims")
    since = models.DateTimeField(default=timezone.now)
    renewed = models.DateTimeField(default=timezone.now)

    objects = ClaimQuerySet.as_manager()

    def __str__(self) -> str:
        return f"claim {self.pk}"

    @property
    def stands(self) -> bool:
        return self.until > timezone.now()

    @property
    def until(self) -> datetime:
        return self.renewed + QUIET


class PendingQuerySet(models.QuerySet["Pending"]):
    def due(self, before: datetime | None = None) -> "PendingQuerySet":
        """Their time had come by then (now); what waits for a seat is due as soon as one is free."""
        free = Circle.objects.with_seats().filter(pk=OuterRef("circle"), capacity__gt=F("taken"))
        return self.filter(Q(due_at__lte=before or timezone.now()) | Q(Exists(free), waits_for=Pending.Waits.SEAT))

    def waiting(self) -> "PendingQuerySet":
        """Those whose time had come, and which nobody can carry out yet."""
        return self.exclude(waits_for="")


class Pending(models.Model):
    """A decision that was made and may still be undone: nothing has changed and nobody was told before `due_at`.

    A second look that gives a seat back waits where no seat is free, and can be undone as long.

    It needs no timer: whoever looks first after `due_at` carries it out (moderation.actions.pending).
    """

    class Waits(models.TextChoices):
        SEAT = "seat"
        NAME = "name"

    public_id = models.CharField(max_length=16, unique=True, default=public_id, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="pending")
    # Set when the decision is about the author's place in the circle; then the post itself still waits.
    seat = models.ForeignKey(Membership, null=True, on_delete=models.CASCADE, related_name="pending")
    # Set when it answers an appeal or a letter.
    appeal = models.OneToOneField(Appeal, null=True, on_delete=models.CASCADE, related_name="pending")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="pending")
    decision = models.CharField(max_length=9, choices=Review.Decision)
    sealed = models.BinaryField(default=bytes)
    theme = models.CharField(max_length=60, blank=True)
    hours = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(db_index=True)
    # What is missing so that it can be carried out; empty until somebody has tried.
    waits_for = models.CharField(max_length=4, choices=Waits, blank=True)

    objects = PendingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "pending decisions"
        constraints = [
            models.UniqueConstraint(fields=["post"], condition=Q(seat=None, appeal=None), name="one_pending_a_post"),
            models.UniqueConstraint(
                fields=["seat"], condition=Q(seat__isnull=False, appeal=None), name="one_pending_a_seat"
            ),
        ]

    def __str__(self) -> str:
        return f"pending decision {self.pk}"
