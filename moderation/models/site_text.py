from django.db import models
from django.utils import timezone

from moderation.models.log import AppendOnlyModel
from moderation.models.subject import Subject


class SiteText(AppendOnlyModel):
    """One version of a text that this site says in its own words: a runbook, the moderators' agreement.

    The newest version of a text and language counts; empty words mean that ours count again. Nothing is ever changed,
    so this table is its own history. Versions rise over all languages of one text; ours is version 1.
    """

    key = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    version = models.PositiveSmallIntegerField()
    words = models.TextField(max_length=5_000, blank=True)
    html = models.TextField(blank=True, editable=False)
    by = models.ForeignKey(Subject, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="one_text_a_version")]

    def __str__(self) -> str:
        return f"site text {self.pk}"
