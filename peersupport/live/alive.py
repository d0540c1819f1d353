"""Who is still signed in: asked of the database at each delivery, not remembered from the moment of connecting."""

from collections.abc import Collection

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone

from peersupport.live.news import Reader


def live_sessions(readers: Collection[Reader]) -> set[str]:
    """The session keys of these readers that are still good. One query."""
    keys = {reader.session for reader in readers}
    found = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    return set(found.values_list("session_key", flat=True))


def signed_in(readers: Collection[Reader]) -> frozenset[Reader]:
    """Those whose account is open, whose password is still the same and whose session did not end. Two queries."""
    people = {reader.person for reader in readers}
    users = get_user_model().objects.filter(pk__in=people, is_active=True)
    epochs = dict(users.values_list("pk", "sign_in_epoch"))
    sessions = live_sessions(readers)
    return frozenset(
        reader for reader in readers if epochs.get(reader.person) == reader.epoch and reader.session in sessions
    )
