"""What moderators are charged with, what members told them, and what was decided."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from circles.models import Circle, Membership, Post
from peersupport.accounts.models import User


class DutyQuerySet(models.QuerySet["Duty"]):
    def now(self) -> "DutyQuerySet":
        moment = timezone.now()
        return self.filter(since__lte=moment).filter(Q(until__isnull=True) | Q(until__gt=moment))


class Duty(models.Model):
    """A charge: who looks after what, from when, until when. Without a circle it is the whole site."""

    class Kind(models.TextChoices):
        MODERATOR = "moderator", _("moderator")
        ADMIN = "admin", _("admin")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="duties")
    kind = models.CharField(max_length=10, choices=Kind)
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.CASCADE, related_name="duties")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "duties"
        indexes = [models.Index(fields=["user", "kind"])]

    def __str__(self) -> str:
        return f"duty {self.pk}"


class FlagQuerySet(models.QuerySet["Flag"]):
    def open(self) -> "FlagQuerySet":
        return self.filter(answered_by__isnull=True)


class Flag(models.Model):
    """What a member told a moderator about a post. The author never learns who did; a flag never hides a post."""

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", _("This breaks our agreement")
        WORRIED = "worried", _("I'm worried about this person")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="flags")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="flags")
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey("Review", null=True, on_delete=models.RESTRICT, related_name="answers")

    objects = FlagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "by", "kind"], condition=Q(answered_by=None), name="one_open_flag_a_member"
            )
        ]
        indexes = [models.Index(fields=["post"], condition=Q(answered_by=None), name="open_flags")]

    def __str__(self) -> str:
        return f"flag {self.pk}"


class AppendOnly(RuntimeError):
    """A log row was to be changed or deleted."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **_: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly


class AppendOnlyModel(models.Model):
    """Written once: neither `save` nor any queryset changes or deletes a row."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly


class Review(AppendOnlyModel):
    """A decision: who, when, why."""

    class Decision(models.TextChoices):
        KEEP = "keep", _("keep")
        RETURN = "return", _("ask to reword")
        REMOVE = "remove", _("take down")
        RESTORE = "restore", _("bring back")
        CARED = "cared", _("looked after")

    post = models.ForeignKey(Post, on_delete=models.DO_NOTHING, db_constraint=False, related_name="reviews")
    by = models.ForeignKey(User, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="reviews")
    decision = models.CharField(max_length=8, choices=Decision)
    # The post's number when it was decided: a later change of the post is a new matter.
    at_seq = models.PositiveBigIntegerField()
    note = models.CharField(max_length=1_000, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["post", "-id"])]

    def __str__(self) -> str:
        return f"review {self.pk}"


class Opening(AppendOnlyModel):
    """A moderator looked at a member's words through the desk: every look is one row."""

    post = models.ForeignKey(Post, on_delete=models.DO_NOTHING, db_constraint=False, related_name="openings")
    by = models.ForeignKey(User, on_delete=models.DO_NOTHING, db_constraint=False, related_name="openings")
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"opening {self.pk}"
