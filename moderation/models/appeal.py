from django.db import models
from django.db.models import Q
from django.utils import timezone

from circles.models import Membership, Post
from circles.models.ids import public_id
from moderation.models.log import Review
from moderation.sealing import unseal
from peersupport.accounts.models import User


class AppealQuerySet(models.QuerySet["Appeal"]):
    def open(self) -> "AppealQuerySet":
        return self.filter(answer__isnull=True)


class Appeal(models.Model):
    """A member asks another moderator for a second look at a decision, or writes to a moderator during a pause."""

    class Kind(models.TextChoices):
        APPEAL = "appeal"
        LETTER = "letter"

    public_id = models.CharField(max_length=16, unique=True, default=public_id, editable=False)
    review = models.ForeignKey(Review, on_delete=models.DO_NOTHING, db_constraint=False, related_name="appeals")
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="appeals")
    # Whose it is: the author's seat, so that the desk knows circle and name.
    seat = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="appeals")
    # Who made the decision: nobody answers an appeal against their own.
    against = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.APPEAL)
    sealed = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)
    answer = models.OneToOneField(
        Review, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="answers_appeal"
    )

    objects = AppealQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review"], condition=Q(kind="appeal"), name="one_appeal_a_decision"),
            models.UniqueConstraint(
                fields=["review"], condition=Q(kind="letter", answer=None), name="one_open_letter_a_decision"
            ),
        ]
        indexes = [models.Index(fields=["made_at"], condition=Q(answer=None), name="open_appeals")]

    def __str__(self) -> str:
        return f"appeal {self.pk}"

    @property
    def words(self) -> str:
        return unseal(self.sealed)
