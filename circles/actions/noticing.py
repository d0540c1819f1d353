"""Put notices away when they are read, and back when that was too quick."""

from datetime import datetime, timedelta

from django.utils import timezone

from circles.models import Notice
from peersupport.accounts.models import User

PUT_BACK_FOR = timedelta(minutes=10)


def put_away(person: User) -> datetime:
    """All that wait for this person. Returns the moment, by which `put_back` knows them again."""
    now = timezone.now()
    Notice.objects.filter(person=person, read_at=None).update(read_at=now)
    return now


def put_back(person: User, since: datetime) -> None:
    """What was put away at exactly that moment. What a newer notice took the place of meanwhile stays away."""
    Notice.objects.filter(person=person, read_at=since).update(read_at=None)


def can_be_put_back(since: datetime) -> bool:
    return timezone.now() - since < PUT_BACK_FOR
