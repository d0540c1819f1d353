from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from circles.models.membership import Membership
from circles.models.post import Post
from peersupport.accounts.models import User


class Notice(models.Model):
    """One quiet line to one person. It carries no words of a post and no name: it only leads there."""

    class Kind(models.TextChoices):
        KEPT = "kept", _("A moderator read something you wrote. It is in the circle for everybody.")
        RETURNED = "returned", _("Something you wrote is back with you, with a note from a moderator.")
        REMOVED = "removed", _("A moderator took down something you wrote. Here is why.")
        SEAT = "seat", _("You no longer have a seat in one of your circles. Here is why.")
        NOTED = "noted", _("A moderator put a content note above something you wrote. Everybody there can read it.")
        PAUSED = "paused", _("Writing rests for you in one of your circles. Here is until when, and why.")
        RESUMED = "resumed", _("You can write in your circle again.")
        RESEATED = "reseated", _("A moderator looked again: your seat in the circle is yours.")
        ANSWERED = "answered", _("A moderator looked again, or wrote back. Here is what they say.")
        REACHED = "reached", _("A moderator wrote a few words to you.")
        # For moderators: somebody waits, and nobody has looked.
        CARE_WAITS = "care-waits", _("Something on the desk has waited for a while. Please have a look.")
        OUTCOME = "outcome", _("We read what you told us about, and did what we thought right. Thank you.")

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind)
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="notices")
    seat = models.ForeignKey(Membership, null=True, on_delete=models.CASCADE, related_name="notices")
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-made_at"], condition=models.Q(read_at=None), name="unread_notices")]

    def __str__(self) -> str:
        return f"notice {self.pk}"
