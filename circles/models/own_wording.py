from django.db import models

from peersupport.accounts.models import User


class OwnWording(models.Model):
    """How often somebody kept their own wording where a rule suggested another: no words, no post, no circle.

    After the second time the rule is no more than a tip for them. No page of staff shows it; it goes with the account.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(max_length=80)
    times = models.PositiveSmallIntegerField(default=1)
    last_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "rule"], name="one_count_a_rule_and_person")]
        indexes = [models.Index(fields=["last_on"], name="own_wordings_by_day")]

    def __str__(self) -> str:
        return f"own wording {self.pk}"
