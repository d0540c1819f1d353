"""What an admin does about seats; what moderators decide about them from an entry is in `deciding`."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from circles import actions as circle_actions
from circles.actions.turn import turn
from circles.models import Membership
from moderation import evidence
from moderation.actions.pending import carry_out_due
from moderation.models import Pending, Review, Subject
from moderation.policies import may_manage, may_unseat_alone
from peersupport.accounts.models import User
from peersupport.policy import Refused, require


def unseat(seat: Membership, *, by: User, because: str) -> None:
    """Takes the seat away and writes it down. Raises Refused while two moderators should decide it."""
    require(may_unseat_alone(by, seat))
    with turn(seat.circle_id):
        circle_actions.remove_member(seat, by=by, because=because)
        review = Review.objects.create(about=Subject.of(seat), by=Subject.of(by), decision=Review.Decision.UNSEAT)
        evidence.keep_reason(review, because, by=by)


def come_back_as(seat: Membership, name: str, *, by: User) -> None:
    """A seat that a second look gave back, and whose name somebody else has now, gets another and comes back with it.

    Raises Refused when it waits for no name any more, NameTaken when this name is somebody's, too.
    """
    require(may_manage(by))
    if not waiting_for_a_name(seat.circle_id).filter(pk=seat.pk).exists():
        raise Refused(_("This seat does not wait for a name any more."))
    if Membership.objects.filter(circle=seat.circle_id, user=seat.user_id, state=Membership.State.ACTIVE).exists():
        raise Refused(_("This person has another seat here already, so they need no second one."))
    with turn(seat.circle_id):
        circle_actions.rename(seat, name=name)
        Pending.objects.waiting().filter(appeal__seat=seat, waits_for=Pending.Waits.NAME).update(due_at=timezone.now())
    carry_out_due()


def waiting_for_a_name(circle_id: int) -> QuerySet[Membership]:
    """Seats of this circle that were given back, and cannot come back under the name they had."""
    waiting = Pending.objects.waiting().filter(waits_for=Pending.Waits.NAME, appeal__isnull=False)
    return Membership.objects.filter(circle=circle_id, pk__in=waiting.values("appeal__seat"))
