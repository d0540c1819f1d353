"""Give somebody a charge, or take it back."""

from django.db import transaction
from django.utils import timezone

from circles.models import Circle
from moderation.models import Duty
from peersupport import live
from peersupport.accounts.models import User


def appoint(user: User, kind: str, *, circle: Circle | None = None) -> Duty:
    """Charges a person with a duty for one circle or all. Appointing twice changes nothing."""
    with transaction.atomic():
        duty, _ = Duty.objects.get_or_create(user=user, kind=kind, circle=circle, until=None)
        _note_doors(user)
    return duty


def relieve(duty: Duty) -> None:
    """Ends the duty now; the row stays as a record."""
    with transaction.atomic():
        duty.until = timezone.now()
        duty.save(update_fields=["until"])
        _note_doors(duty.user)
    live.ring_after_commit("desk:all", 0)


def _note_doors(user: User) -> None:
    kinds = set(Duty.objects.now().filter(user=user).values_list("kind", flat=True))
    user.moderates = Duty.Kind.MODERATOR in kinds
    user.manages = user.is_staff = user.is_superuser = Duty.Kind.ADMIN in kinds
    user.save(update_fields=["moderates", "manages", "is_staff", "is_superuser"])
