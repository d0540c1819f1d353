from django.db import models
from django.utils.translation import gettext_lazy as _

from circles.models.membership import Membership
from circles.models.post import Post


class Support(models.Model):
    """The only reactions. Shown as names, never as a number that ranks."""

    class Kind(models.TextChoices):
        HEAR = "hear", _("I hear you")
        WITH = "with", _("With you")
        THANK = "thank", _("Thank you")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="supports")
    seat = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="supports")
    kind = models.CharField(max_length=5, choices=Kind)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "seat", "kind"], name="one_support_of_a_kind")]

    def __str__(self) -> str:
        return f"support {self.pk}"
