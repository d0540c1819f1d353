from django.db import models
from django.utils import timezone

from circles.models import Circle
from moderation.models.log import AppendOnlyModel
from moderation.models.subject import Subject


class CircleChange(AppendOnlyModel):
    """What changed about a circle as a whole, for its members to read. Never about a person: no seat stands here.

    Versions of the agreement are rows of their own (circles.Agreement).
    """

    class What(models.TextChoices):
        SEATS = "seats"
        JOINING = "joining"
        FACILITATOR = "facilitator"

    circle = models.ForeignKey(Circle, on_delete=models.DO_NOTHING, db_constraint=False, related_name="changes")
    what = models.CharField(max_length=11, choices=What)
    # How many seats there are from then on, or who may join.
    seats = models.PositiveSmallIntegerField(null=True)
    joining = models.CharField(max_length=12, blank=True)
    by = models.ForeignKey(Subject, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["circle", "-id"], name="changes_of_a_circle")]

    def __str__(self) -> str:
        return f"change {self.pk}"
