"""The honest line: is a moderator here now, and how long does it usually take? From facts, about nobody in person."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation.models import Flag, Review, Shift

LOOKS_BACK = timedelta(days=30)
ENOUGH = 10  # answered ones; fewer say nothing about the next
AT_MOST = 200
USUALLY = 0.8  # so many of them were answered within the time that is named
STEPS = (1, 2, 3, 6, 12, 24, 48, 72)  # hours; the next step up is named
KEPT_SECONDS = 60
_KEY = "moderation.presence"
# Decisions that are an answer to something that waited.
_ANSWERS = ("keep", "mistaken", "note", "return", "remove", "cared")


@dataclass(frozen=True, slots=True)
class Presence:
    """`is_here` is None where nobody uses shifts; `hours` is None without enough answered ones."""

    is_here: bool | None
    hours: int | None


def presence() -> Presence:
    """What is so now, or was within the last minute."""
    found = cache.get(_KEY)
    if found is None:
        found = Presence(_is_here(), usual_hours(_waits()))
        cache.set(_KEY, found, KEPT_SECONDS)
    return found


def forget() -> None:
    """A shift began or ended: this process says so at once, others within a minute."""
    cache.delete(_KEY)


def line() -> str:
    """What members read; empty when nothing can be said honestly."""
    now = presence()
    here = {True: _("A moderator is here now."), False: _("No moderator is here just now."), None: ""}[now.is_here]
    return " ".join(part for part in (here, _usually(now.hours)) if part)


def _usually(hours: int | None) -> str:
    if hours is None:
        return ""
    if hours > STEPS[-1]:
        return _("It can take some days to get an answer.")
    if hours < 24 or hours % 24:
        return ngettext("Most get an answer within an hour.", "Most get an answer within %(n)s hours.", hours) % {
            "n": hours
        }
    days = hours // 24
    return ngettext("Most get an answer within a day.", "Most get an answer within %(n)s days.", days) % {"n": days}


def usual_hours(waits: list[timedelta]) -> int | None:
    """The step that USUALLY of these waits were shorter than; one above the last step stands for days."""
    if len(waits) < ENOUGH:
        return None
    usual = sorted(waits)[int(len(waits) * USUALLY)]
    return next((step for step in STEPS if usual <= timedelta(hours=step)), STEPS[-1] + 1)


def _is_here() -> bool | None:
    if Shift.objects.now().exists():
        return True
    return False if Shift.objects.exists() else None


def _waits() -> list[timedelta]:
    """How long the newest answered ones waited: since somebody told us, else since the words were written."""
    since = timezone.now() - LOOKS_BACK
    reviews = Review.objects.filter(made_at__gt=since, decision__in=_ANSWERS, post__isnull=False).order_by("-pk")
    answered = list(reviews.values_list("pk", "post_id", "made_at", "post__written_at")[:AT_MOST])
    told = _told([pk for pk, *_rest in answered])
    firsts: dict[int, timedelta] = {}
    for pk, post, made_at, written_at in answered:
        # The oldest review of a post stays: it is the answer to what waited.
        firsts[post] = made_at - told.get(pk, written_at)
    return list(firsts.values())


def _told(reviews: list[int]) -> dict[int, datetime]:
    flags = Flag.objects.filter(answered_by__in=reviews).order_by("-made_at")
    return dict(flags.values_list("answered_by", "made_at"))
