from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from circles.models import Post
from moderation.models.log import Review
from moderation.sealing import unseal
from peersupport.accounts.models import User


class Evidence(models.Model):
    """Words that belong to one entry of the desk, encrypted, deleted some days after its last decision.

    Read only through `moderation.evidence`, from the entry they belong to.
    """

    class Kind(models.TextChoices):
        SNAPSHOT = "snapshot", _("as it was when somebody told us")
        REASON = "reason", _("why it was decided so")
        QUESTION = "question", _("a colleague asks what you think")
        OPINION = "opinion", _("what a colleague thinks")

    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="evidence")
    # The decision whose reason this is. The log row outlives it.
    review = models.OneToOneField(
        Review, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="reason"
    )
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    sealed = models.BinaryField()
    # Keyed digest of the words: the same words are kept once.
    digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "evidence"
        indexes = [models.Index(fields=["post", "kind"])]

    def __str__(self) -> str:
        return f"evidence {self.pk}"

    @property
    def words(self) -> str:
        """The words, opened; empty when no key of this site opens them any more."""
        return unseal(self.sealed)
