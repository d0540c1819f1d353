"""What makes the desk light to carry: shifts, what colleagues leave each other, and each one's own weather."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from moderation.sealing import unseal
from peersupport.accounts.models import User

# Whoever forgot to end a shift is not on duty for ever.
LONGEST = timedelta(hours=12)


class ShiftQuerySet(models.QuerySet["Shift"]):
    def now(self) -> "ShiftQuerySet":
        """Shifts that go on; a forgotten one ends by itself."""
        return self.filter(until=None, since__gt=timezone.now() - LONGEST)


class Shift(models.Model):
    """Somebody sits at the desk, from one press to another. Nobody counts them: old rows are deleted."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="shifts")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user"], condition=Q(until=None), name="one_open_shift")]

    def __str__(self) -> str:
        return f"shift {self.pk}"


class ColleagueNote(models.Model):
    """Words from one moderator to the others, sealed, deleted after EVIDENCE_DAYS. Only the desk shows them."""

    class Kind(models.TextChoices):
        HANDOVER = "handover"
        DEBRIEF = "debrief"

    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    sealed = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"note {self.pk}"

    @property
    def words(self) -> str:
        return unseal(self.sealed)


class Volunteer(models.Model):
    """What a moderator said about themselves. Nothing here is a figure about their work.

    Only they read it. Of their first steps admins see which are done, the day of the yes, and whom they named.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="volunteer")
    # Themes of moderation.weather that they do not take on this day.
    not_today = models.JSONField(default=list)
    not_today_on = models.DateField(null=True)
    # Heavy words stay folded until they open them, with the reason first.
    folds_heavy = models.BooleanField(default=True)
    # After how many heavy ones the desk speaks of a break; 0: never.
    break_after = models.PositiveSmallIntegerField(default=5)
    # A letter when somebody in care has waited: whether they want it, and when the last one went.
    care_letters = models.BooleanField(default=True)
    care_letter_at = models.DateTimeField(null=True)
    # Practice cases they have worked through, by slug. What they chose is kept nowhere.
    practised = models.JSONField(default=list)
    # The version of the moderators' agreement they said yes to.
    agreed_version = models.PositiveSmallIntegerField(default=0)
    agreed_at = models.DateTimeField(null=True)
    practised_at = models.DateTimeField(null=True)
    backup = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    # When all first steps were done for the first time. Entries open from then on, whatever changes later: a new
    # version of the agreement, or a backup who leaves, must not shut the desk at two in the morning.
    ready_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"volunteer {self.pk}"

    @property
    def themes(self) -> frozenset[str]:
        """What they leave to others today; tomorrow it is forgotten."""
        return frozenset(self.not_today) if self.not_today_on == timezone.localdate() else frozenset()
