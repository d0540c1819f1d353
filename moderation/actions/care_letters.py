"""A letter to those who were called because somebody in care waits: whoever looks away from the site learns of it too.

It has no words and no names (templates/mail/care_waits.html). One a person and run, however many posts wait, and the
next one only for a notice that came after it: a letter every half hour about the same post is soon not read any more.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from circles.models import Notice, Post
from moderation.models import Volunteer
from moderation.weather import is_left_out
from peersupport.accounts.mail import letter, proven_addresses
from peersupport.accounts.models import User

log = logging.getLogger(__name__)

# The server is there and takes others' letters: only this one does not go.
THIS_ONE_ALONE = (SMTPResponseException, SMTPRecipientsRefused, ValueError)


def write_letters(called: Iterable[tuple[Post, list[User]]]) -> int:
    """Writes to everybody in `called` who is due: posts that wait now, and who may look. Returns how many letters went.

    Never raises for a mail server that is away: what was not sent is tried again by the next run.
    """
    due = _due({(person.pk, post.pk) for post, people in called for person in people}) if settings.SENDS_MAIL else []
    if not due:
        return 0
    sent = 0
    try:
        with get_connection() as connection:
            for volunteer, address in due:
                sent += _write(volunteer, address, connection)
    except OSError as error:
        _warn(error)
    return sent


def _due(pairs: set[tuple[int, int]]) -> list[tuple[Volunteer, str]]:
    """Who has an unread notice that is newer than their last letter, wants letters, and has a proven address."""
    newest = _newest_notices(pairs)
    addresses = proven_addresses(newest)
    people = [Volunteer.objects.get_or_create(user_id=pk)[0] for pk in sorted(newest) if pk in addresses]
    return [(one, addresses[one.user_id]) for one in people if _wants(one) and _is_time(one, newest[one.user_id])]


def _newest_notices(pairs: set[tuple[int, int]]) -> dict[int, datetime]:
    """When each person was last told on the site of a post that still waits. Whoever read it there needs no letter."""
    posts = {post for _person, post in pairs}
    unread = Notice.objects.filter(kind=Notice.Kind.CARE_WAITS, read_at=None, post__in=posts)
    told = unread.order_by("made_at").values_list("person_id", "post_id", "made_at")
    return {person: made_at for person, post, made_at in told if (person, post) in pairs}


def _wants(volunteer: Volunteer) -> bool:
    """Not on a day on which they leave care to others: see moderation.weather."""
    return volunteer.care_letters and not is_left_out("care", (), volunteer.themes)


def _is_time(volunteer: Volunteer, told_at: datetime) -> bool:
    last, rest = volunteer.care_letter_at, timedelta(minutes=settings.CARE_LETTER_MINUTES)
    return last is None or (last < told_at and last <= timezone.now() - rest)


def _write(volunteer: Volunteer, address: str, connection: BaseEmailBackend) -> bool:
    """Raises OSError when the server is away; the turn is given back, as it is for a letter that is refused."""
    if not _take_turn(volunteer):
        return False
    message = letter("care_waits", [address], {})
    message.connection = connection
    try:
        message.send()
    except THIS_ONE_ALONE as error:
        _give_turn_back(volunteer)
        _warn(error)
        return False
    except Exception:
        _give_turn_back(volunteer)
        raise
    return True


def _take_turn(volunteer: Volunteer) -> bool:
    """Before it is sent, so that of two workers at once only one sends it."""
    mine = Volunteer.objects.filter(pk=volunteer.pk, care_letter_at=volunteer.care_letter_at)
    return bool(mine.update(care_letter_at=timezone.now()))


def _give_turn_back(volunteer: Volunteer) -> None:
    Volunteer.objects.filter(pk=volunteer.pk).update(care_letter_at=volunteer.care_letter_at)


def _warn(error: Exception) -> None:
    """Of an error only its kind: a refusal has the address in it."""
    log.warning("a letter that care waits was not sent: %s", type(error).__name__)
