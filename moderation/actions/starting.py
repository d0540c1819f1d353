"""First steps of a moderator: practice, the agreement, a backup. With the last of the three, entries open."""

from django.db import transaction
from django.utils import timezone

from moderation.first_steps import cases
from moderation.models import Volunteer
from moderation.policies import may_back_up, may_moderate, people_to_call
from peersupport.accounts.models import User
from peersupport.policy import require


def practise(user: User, slug: str) -> Volunteer:
    """This case is worked through. What was chosen is kept nowhere. Raises Refused."""
    require(may_moderate(user))
    with transaction.atomic():
        mine = _mine(user)
        known = [case.slug for case in cases()]
        mine.practised = [one for one in known if one == slug or one in mine.practised]
        if mine.practised_at is None and mine.practised == known:
            mine.practised_at = timezone.now()
        return _kept(mine)


def agree(user: User, version: int) -> Volunteer:
    """A yes to this version of the moderators' agreement, with its date. Raises Refused."""
    require(may_moderate(user))
    with transaction.atomic():
        mine = _mine(user)
        if mine.agreed_version != version:
            mine.agreed_version, mine.agreed_at = version, timezone.now()
        return _kept(mine)


def name_backup(user: User, colleague: User) -> Volunteer:
    """Whom this person calls first when it is too much. Raises Refused."""
    require(may_moderate(user))
    require(may_back_up(colleague, user))
    with transaction.atomic():
        mine = _mine(user)
        mine.backup = colleague
        return _kept(mine)


def _mine(user: User) -> Volunteer:
    """The row, locked: two open tabs lose no step of each other."""
    Volunteer.objects.get_or_create(user=user)
    return Volunteer.objects.select_for_update().get(user=user)


def _kept(mine: Volunteer) -> Volunteer:
    # Where nobody else looks after anything yet, nobody can be named, and the desk opens all the same.
    has_backup = mine.backup_id is not None or not people_to_call(mine.user).exists()
    if mine.ready_at is None and mine.practised_at and mine.agreed_at and has_backup:
        mine.ready_at = timezone.now()
    mine.save(update_fields=["practised", "practised_at", "agreed_version", "agreed_at", "backup", "ready_at"])
    return mine
