"""The log: rows are added and never changed. The database refuses it too (see moderation.triggers).

Nobody is named in it: `by` and `about` are tokens that `Subject` translates, as long as it does. Everything that asks
for the person goes through it (`by__user`, `about__seat`), and finds nobody once they were erased.
"""

from typing import Any, NoReturn

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from circles.models import Post
from moderation.models.subject import Subject


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
    """A decision: who, when, about what. Why it was made lies in the evidence store, because words run out."""

    class Decision(models.TextChoices):
        KEEP = "keep", _("keep")
        MISTAKEN = "mistaken", _("false alarm")
        NOTE = "note", _("add a content note")
        RETURN = "return", _("ask to reword")
        HOLD = "hold", _("hold")
        REMOVE = "remove", _("take down")
        RESTORE = "restore", _("bring back")
        CARED = "cared", _("looked after")
        PAUSE = "pause", _("pause in this circle")
        UNPAUSE = "unpause", _("end the pause")
        PROPOSE = "propose", _("propose to take the seat away")
        UNSEAT = "unseat", _("take the seat away")
        RESEAT = "reseat", _("give the seat back")
        UPHOLD = "uphold", _("second look: it stays as it is")
        OVERTURN = "overturn", _("second look: changed")
        ANSWER = "answer", _("answer a letter")
        MISUSE = "misuse", _("a worry told in bad faith")
        FREEZE = "freeze", _("let the circle rest")
        OVERTAKEN = "overtaken", _("its author took it back first")
        # About the whole site: no post, no seat.
        CLOSE = "close", _("close sign-ups and joining")
        REOPEN = "reopen", _("open sign-ups and joining")
        TEXT = "text", _("change a text of the site")

    post = models.ForeignKey(Post, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="reviews")
    # Whose seat a decision is about, where it is about a person's place in the circle.
    about = models.ForeignKey(
        Subject, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="reviews_about"
    )
    by = models.ForeignKey(Subject, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="reviews")
    decision = models.CharField(max_length=9, choices=Decision)
    # The post's number when it was decided: a later change of the post is a new matter.
    at_seq = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["post", "-id"]),
            models.Index(fields=["about", "-id"], condition=models.Q(about__isnull=False), name="reviews_about_a_seat"),
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"


class Opening(AppendOnlyModel):
    """A moderator looked at a member's words through the desk: every look is one row."""

    class What(models.TextChoices):
        WORDS = "words", _("the post")
        AROUND = "around", _("the thread around it")

    post = models.ForeignKey(Post, on_delete=models.DO_NOTHING, db_constraint=False, related_name="openings")
    # Always set; null only so that a query still finds the row when its token stands for nobody any more.
    by = models.ForeignKey(
        Subject, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="openings"
    )
    what = models.CharField(max_length=6, choices=What, default=What.WORDS)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["by", "post", "-made_at"])]

    def __str__(self) -> str:
        return f"opening {self.pk}"


class LogDoor(models.Model):
    """The one way in which log rows run out: while a door stands open, inside its own transaction, they may be deleted.

    The door itself stays: who opened it, when, why, and how many rows went. See moderation.triggers.
    """

    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Subject, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    because = models.CharField(max_length=200)
    rows = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"log door {self.pk}"
