"""Beginning and ending a shift, leaving words for colleagues, and saying what today's weather is."""

from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from moderation import presence
from moderation.actions.claiming import let_go_of_all
from moderation.models import ColleagueNote, Shift, Volunteer
from moderation.policies import may_moderate
from moderation.sealing import seal
from moderation.weather import THEMES
from peersupport import live
from peersupport.accounts.models import User
from peersupport.policy import require

# Shifts are for the line that members read, which looks back two weeks; nobody needs them longer.
SHIFTS_KEPT = timedelta(days=14)


def begin_shift(user: User) -> Shift:
    """From now on members read that somebody is here. Beginning twice is one shift. Raises Refused."""
    require(may_moderate(user))
    _end_forgotten(user)
    # Two presses at once: the database lets one in, and Django then finds that one for the other.
    shift, _is_new = Shift.objects.get_or_create(user=user, until=None)
    _ring()
    return shift


def _end_forgotten(user: User) -> None:
    going_on = Shift.objects.now().filter(user=user)
    Shift.objects.filter(user=user, until=None).exclude(pk__in=going_on).update(until=timezone.now())


def end_shift(user: User, words: str = "") -> None:
    """Everything this person was looking at goes back to everybody; `words` are for colleagues only."""
    with transaction.atomic():
        Shift.objects.filter(user=user, until=None).update(until=timezone.now())
        let_go_of_all(user)
        if words:
            leave_note(user, ColleagueNote.Kind.HANDOVER, words)
    _ring()


def leave_note(user: User, kind: str, words: str) -> ColleagueNote:
    """Words that only colleagues see, for EVIDENCE_DAYS. Raises Refused."""
    require(may_moderate(user))
    return ColleagueNote.objects.create(by=user, kind=kind, sealed=seal(words))


def set_weather(
    user: User, *, themes: Collection[str], folds_heavy: bool, break_after: int, care_letters: bool
) -> Volunteer:
    """What this person leaves to others today, how heavy words are shown to them, and whether we write to them."""
    known = [theme.key for theme in THEMES if theme.key in themes]
    values = {"not_today": known, "not_today_on": timezone.localdate()}
    values |= {"folds_heavy": folds_heavy, "break_after": break_after, "care_letters": care_letters}
    return Volunteer.objects.update_or_create(user=user, defaults=values)[0]


def let_notes_run_out() -> int:
    """Deletes what colleagues wrote EVIDENCE_DAYS ago, and old shifts. Returns how many rows went."""
    now = timezone.now()
    notes = ColleagueNote.objects.filter(made_at__lt=now - timedelta(days=settings.EVIDENCE_DAYS))
    shifts = Shift.objects.filter(since__lt=now - SHIFTS_KEPT)
    return notes.delete()[0] + shifts.delete()[0]


def _ring() -> None:
    presence.forget()
    live.ring_after_commit("desk:all", 0)
