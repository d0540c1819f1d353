from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from circles.models import Circle
from peersupport.accounts.models import User


class DutyQuerySet(models.QuerySet["Duty"]):
    def now(self) -> "DutyQuerySet":
        moment = timezone.now()
        return self.filter(since__lte=moment).filter(Q(until__isnull=True) | Q(until__gt=moment))


class Duty(models.Model):
    """A charge: who looks after what, from when, until when. Without a circle it is the whole site."""

    class Kind(models.TextChoices):
        MODERATOR = "moderator", _("moderator")
        ADMIN = "admin", _("admin")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="duties")
    kind = models.CharField(max_length=10, choices=Kind)
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.CASCADE, related_name="duties")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "duties"
        indexes = [models.Index(fields=["user", "kind"])]

    def __str__(self) -> str:
        return f"duty {self.pk}"
