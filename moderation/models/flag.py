from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from circles.models import Membership, Post


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
    answered_by = models.ForeignKey(
        "Review", null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="answers"
    )

    objects = FlagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "by", "kind"], condition=Q(answered_by=None), name="one_open_flag_a_member"
            )
        ]
        indexes = [
            models.Index(fields=["post", "made_at"], condition=Q(answered_by=None), name="open_flags"),
            models.Index(fields=["kind", "made_at"], condition=Q(answered_by=None), name="open_flags_by_age"),
        ]

    def __str__(self) -> str:
        return f"flag {self.pk}"
