from django.db import models
from django.utils import timezone

from circles.models import Membership, Post
from moderation.sealing import unseal
from peersupport.accounts.models import User


class Outreach(models.Model):
    """A moderator wrote a few kind words to somebody they are worried about."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="outreaches")
    seat = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="outreaches")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    # How it is signed: a first name or the name of the desk, never the login name.
    signed = models.CharField(max_length=40)
    sealed = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)
    follow_up_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "outreach"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"outreach {self.pk}"

    @property
    def words(self) -> str:
        return unseal(self.sealed)
