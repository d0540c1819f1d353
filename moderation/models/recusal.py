from django.db import models
from django.utils import timezone

from circles.models import Membership
from peersupport.accounts.models import User


class Recusal(models.Model):
    """*I know this person*: whatever they write, in any circle, is for other moderators. Nobody is told why."""

    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recusals")
    seat = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "seat"], name="one_recusal_a_seat")]

    def __str__(self) -> str:
        return f"recusal {self.pk}"

    @staticmethod
    def known_to(user: User) -> models.QuerySet[Membership, int]:
        """Every seat of those whom this moderator knows: one subquery, no query of its own."""
        people = Recusal.objects.filter(by=user).values("seat__user")
        return Membership.objects.filter(user__in=people).values_list("pk", flat=True)
