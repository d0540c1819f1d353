"""Give somebody a charge, or take it back."""

from django.db import transaction
from django.utils import timezone

from circles.models import Circle
from moderation.models import Duty
from moderation.policies import may_manage, may_moderate
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
    user.moderates = may_moderate(user).ok
    # Django's own admin asks for these two as well; its door asks the duty (peersupport.site_admin).
    user.manages = user.is_staff = user.is_superuser = may_manage(user).ok
    user.save(update_fields=["moderates", "manages", "is_staff", "is_superuser"])
