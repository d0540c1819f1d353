"""Whose rule has become a tip: who kept their own wording twice within 30 days is not asked again for a while."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from circles.models import OwnWording
from moderation.guidelines import LEVELS, Guidance
from peersupport.accounts.models import User

REMEMBERED = timedelta(days=30)
ENOUGH = 2


def count_kept(person_id: int, rules: Iterable[str]) -> None:
    """One more for each rule whose suggestion the person saw and left. What is older than 30 days begins anew."""
    today = timezone.localdate()
    for rule in sorted(set(rules)):
        mine, is_new = OwnWording.objects.get_or_create(person_id=person_id, rule=rule, defaults={"last_on": today})
        if is_new:
            continue
        times = F("times") + 1 if mine.last_on > today - REMEMBERED else 1
        OwnWording.objects.filter(pk=mine.pk).update(times=times, last_on=today)


def let_own_wordings_run_out() -> None:
    """What is older than 30 days counts for nothing, and goes."""
    OwnWording.objects.filter(last_on__lte=timezone.localdate() - REMEMBERED).delete()


def as_shown_to(person: User, guidance: Guidance) -> Guidance:
    """The guidance with this person's own tips. It asks the database only where there is a nudge to lower."""
    nudges = {finding.rule for finding in guidance.findings if finding.level == "nudge"}
    if not nudges:
        return guidance
    kept = OwnWording.objects.filter(person=person, rule__in=nudges, times__gte=ENOUGH)
    own = set(kept.filter(last_on__gt=timezone.localdate() - REMEMBERED).values_list("rule", flat=True))
    return lowered(guidance, own)


def lowered(guidance: Guidance, rules: set[str]) -> Guidance:
    """The nudges of these rules as tips; the level is again that of the strongest finding."""
    findings = tuple(
        replace(one, level="tip") if one.level == "nudge" and one.rule in rules else one for one in guidance.findings
    )
    level = max((one.level for one in findings), key=LEVELS.index, default="none")
    return replace(guidance, findings=findings, level=level)
