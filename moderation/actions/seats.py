"""An admin takes a seat away; what moderators decide about seats from an entry is in `deciding`."""

from circles import actions as circle_actions
from circles.actions.turn import turn
from circles.models import Membership
from moderation import evidence
from moderation.models import Review, Subject
from moderation.policies import may_unseat_alone
from peersupport.accounts.models import User
from peersupport.policy import require


def unseat(seat: Membership, *, by: User, because: str) -> None:
    """Takes the seat away and writes it down. Raises Refused while two moderators should decide it."""
    require(may_unseat_alone(by, seat))
    with turn(seat.circle_id):
        circle_actions.remove_member(seat, by=by, because=because)
        review = Review.objects.create(about=Subject.of(seat), by=Subject.of(by), decision=Review.Decision.UNSEAT)
        evidence.keep_reason(review, because, by=by)
