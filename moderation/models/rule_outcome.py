from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from circles.models import Circle


class RuleOutcome(models.Model):
    """What became of a rule's finding: what its writer did, what a moderator made of it: no post, no person, no words.

    Shown is counted when a page stood between the writer and the post, or a moderator reads first; tips that
    stand beside the words while they are written are not counted.
    """

    class Outcome(models.TextChoices):
        SHOWN = "shown", _("shown")
        REWORDED = "reworded", _("reworded")
        AS_IS = "as-is", _("posted as it is")
        UPHELD = "upheld", _("upheld")
        KEPT = "kept", _("kept all the same")
        MISTAKEN = "mistaken", _("false alarm")
        UNFIT = "unfit", _("did not fit, said its reader")

    rule = models.CharField(max_length=80)
    outcome = models.CharField(max_length=8, choices=Outcome)
    circle = models.ForeignKey(Circle, null=True, on_delete=models.SET_NULL, related_name="+")
    made_on = models.DateField(default=timezone.localdate)

    class Meta:
        indexes = [models.Index(fields=["rule", "made_on"])]

    def __str__(self) -> str:
        return f"{self.rule}: {self.outcome}"
