"""The rules in the hands of admins: what they added, what they set, what broke. Every change counts one up."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from circles.models import Circle
from peersupport.accounts.models import User


class Rulebook(models.Model):
    """One row: the number of the newest change. Every web process compares it (moderation.books)."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"rulebook {self.number}"

    @classmethod
    def count_up(cls) -> None:
        """In the transaction of the change: both are seen, or none is."""
        if not cls.objects.filter(pk=1).update(number=F("number") + 1):
            cls.objects.create(pk=1, number=1)


class SiteRule(models.Model):
    """What an admin added: phrases in the pattern language, and what the reader says about them."""

    class Level(models.TextChoices):
        TIP = "tip", _("a small tip while writing")
        NUDGE = "nudge", _("a thought before posting")
        HOLD = "hold", _("a person reads it first")

    class State(models.TextChoices):
        TRIAL = "trial", _("on trial")
        ACTIVE = "active", _("active")
        REST = "rest", _("resting")

    rule_id = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    language = models.CharField(_("language"), max_length=8, default="en")
    category = models.PositiveSmallIntegerField(_("guideline"))
    level = models.CharField(_("what happens"), max_length=5, choices=Level, default=Level.TIP)
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.CASCADE, related_name="site_rules")
    in_share = models.BooleanField(_("also in people's own shares"), default=False)
    # One a line, all of these.
    patterns = models.TextField(_("phrases"), max_length=3_000)
    reason = models.CharField(_("reason"), max_length=200)
    rewordings = models.TextField(_("other wordings"), max_length=1_000)
    examples = models.TextField(_("must be found"), max_length=2_000)
    lookalikes = models.TextField(_("must be left alone"), max_length=2_000)
    state = models.CharField(max_length=6, choices=State, default=State.TRIAL)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["category", "name", "pk"]

    def __str__(self) -> str:
        return self.rule_id

    def table(self) -> dict[str, Any]:
        """Shaped like a rule in a rule file."""
        lists = {name: lines_of(getattr(self, name)) for name in LISTS}
        return {"id": self.rule_id, "category": self.category, "level": self.level, "in_share": self.in_share,
                "reason": self.reason, **lists}  # fmt: skip


LISTS = ("patterns", "rewordings", "examples", "lookalikes")


def lines_of(text: str) -> list[str]:
    """One entry a line; empty lines and spaces around do not count."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class RuleSetting(models.Model):
    """A rule switched off or down a level, for the whole site or for one circle. By whom and when.

    A circle may also keep it as it came, whatever the site sets. Without a row it is like the site.
    """

    class Strength(models.TextChoices):
        OFF = "off", _("off")
        LOWER = "lower", _("one level lower")
        # Of a circle only: for the site it is no row at all.
        CAME = "came", _("as it came")

    rule = models.CharField(max_length=80)
    language = models.CharField(max_length=8, default="en")
    circle = models.ForeignKey(Circle, null=True, on_delete=models.CASCADE, related_name="rule_settings")
    strength = models.CharField(max_length=5, choices=Strength)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "language", "circle"], name="one_setting_a_circle"),
            models.UniqueConstraint(
                fields=["rule", "language"], condition=Q(circle=None), name="one_setting_for_the_site"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.strength}"

    @property
    def words(self) -> str:
        """What was set, as it is read. Tips of the second reader have no level below: they come where it is surer."""
        if self.strength == self.Strength.LOWER and self.rule.startswith("learned-"):
            return gettext("only where it is surer")
        return str(self.get_strength_display())


class RuleTrouble(models.Model):
    """A rule that could not be used or was skipped while reading. Its id and how often; never what was read."""

    class Why(models.TextChoices):
        UNUSABLE = "unusable", _("cannot be used, and rests")
        SKIPPED = "skipped", _("broke or took too long, and was skipped")

    rule = models.CharField(max_length=80)
    why = models.CharField(max_length=8, choices=Why)
    # Why it cannot be used: about its own phrases, which an admin wrote.
    detail = models.CharField(max_length=300, blank=True)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "why"], name="one_trouble_a_rule")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.why}"
