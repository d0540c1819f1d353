from django.db import models
from django.utils import timezone

from circles.models import Circle
from moderation.models.site_rule import SiteRule
from peersupport.accounts.models import User


class Trial(models.Model):
    """What a rule would have found in the posts of the last 90 days: counts, and which of these were reviewed anyway.

    `wording` is the fingerprint of the rule that was tried: a rule changed since needs another trial.
    """

    rule = models.ForeignKey(SiteRule, on_delete=models.CASCADE, related_name="trials")
    wording = models.CharField(max_length=64)
    since = models.DateTimeField()
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    # The last post that was read: whoever goes on begins after it.
    up_to = models.PositiveBigIntegerField(default=0)
    # Ids only. Words are fetched when they are looked at, from posts moderators had before them.
    reviewed = models.JSONField(default=list)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    beat_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["beat_at"], condition=models.Q(ended_at=None), name="trials_under_way")]

    def __str__(self) -> str:
        return f"trial {self.pk}"

    @property
    def percent(self) -> int:
        if self.ended_at:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0

    @property
    def found(self) -> int:
        """How many posts it would have spoken about, in all circles. One query."""
        return sum(self.counts.values_list("found", flat=True))


class TrialCount(models.Model):
    """How many posts of one circle were read, and how many the rule would have spoken about."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="counts")
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="+")
    read = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trial", "circle"], name="one_count_a_circle")]

    def __str__(self) -> str:
        return f"{self.trial_id}: {self.found} of {self.read}"
