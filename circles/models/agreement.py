from django.db import models

from circles.models.circle import Circle


class Agreement(models.Model):
    """One version of a circle's own agreement. Old versions stay: people said yes to them."""

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="agreements")
    version = models.PositiveIntegerField()
    words = models.TextField(max_length=5_000)
    html = models.TextField(editable=False)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["circle", "version"], name="one_agreement_a_version")]

    def __str__(self) -> str:
        return f"agreement {self.version} of circle {self.circle_id}"


def agreement_now(circle: Circle) -> Agreement:
    """The version people say yes to today."""
    return circle.agreements.get(version=circle.agreement_version)
