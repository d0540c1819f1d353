"""Rules that failed: written down for admins by id, and never in the way of somebody's words."""

import logging
import time

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from moderation.models import RuleTrouble

log = logging.getLogger(__name__)
QUIET = 60.0  # seconds in which a process tells of the same rule once: who types is read every moment
_told: dict[str, float] = {}


def tell_skipped(rules: tuple[str, ...]) -> None:
    """These were skipped while reading. Never raises."""
    for rule in rules:
        if time.monotonic() - _told.get(rule, -QUIET) >= QUIET:
            _told[rule] = time.monotonic()
            log.error("rule skipped: %s", rule)
            _note(rule, RuleTrouble.Why.SKIPPED, "")


def note_unusable(rule: str, why: str) -> None:
    """This own rule cannot be compiled; the book does without it. Never raises."""
    log.error("rule cannot be used: %s", rule)
    _note(rule, RuleTrouble.Why.UNUSABLE, why[:300])


def _note(rule: str, why: str, detail: str) -> None:
    try:
        with transaction.atomic():
            _, is_new = RuleTrouble.objects.get_or_create(rule=rule, why=why, defaults={"detail": detail})
            if not is_new:
                again = {"times": F("times") + 1, "last_at": timezone.now(), "detail": detail}
                RuleTrouble.objects.filter(rule=rule, why=why).update(**again)
    except DatabaseError as error:
        log.warning("trouble not written down: %s", type(error).__name__)
