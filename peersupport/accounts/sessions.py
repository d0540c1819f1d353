"""Is the person behind an open page still signed in? Asked at delivery, not only when the page was opened."""

from collections.abc import Iterable

from django.contrib.sessions.models import Session
from django.utils import timezone

from peersupport.accounts.models import User
from peersupport.live.news import Reader


def still_signed_in(readers: Iterable[Reader]) -> frozenset[Reader]:
    """Of these readers, those whose session is alive, whose account is open and whose password is the same.

    Two queries, however many there are.
    """
    readers = frozenset(readers)
    sessions = Session.objects.filter(
        session_key__in={reader.session for reader in readers}, expire_date__gt=timezone.now()
    )
    alive = set(sessions.values_list("session_key", flat=True))
    people = User.objects.filter(pk__in={reader.person for reader in readers}, is_active=True)
    epochs = dict(people.values_list("pk", "sign_in_epoch"))
    return frozenset(r for r in readers if r.session in alive and epochs.get(r.person) == r.epoch)
