"""Nobody new for a while: no new account, no new seat, on the whole site. Nothing changes for those who are here."""

from django.db import transaction
from django.utils import timezone

from moderation.models import Review, Subject
from moderation.policies import may_close, may_reopen
from peersupport import live
from peersupport.accounts.models import Closing, User
from peersupport.policy import require


def close_doors(*, by: User) -> Closing:
    """Closes sign-ups, invitations and joining; the log says who. Closing twice is one closing. Raises Refused."""
    require(may_close(by))
    with transaction.atomic():
        standing = Closing.now()
        if standing is not None:
            return standing
        closing = Closing.objects.create()
        Review.objects.create(by=Subject.of(by), decision=Review.Decision.CLOSE)
    live.ring_after_commit("desk:all", 0)
    return closing


def reopen_doors(*, by: User) -> None:
    """Everybody is welcome again; the log says who opened. Nothing happens where nothing is closed. Raises Refused."""
    require(may_reopen(by))
    with transaction.atomic():
        # Two presses at once may have closed twice: all of them end here.
        if Closing.objects.filter(until=None).update(until=timezone.now()):
            Review.objects.create(by=Subject.of(by), decision=Review.Decision.REOPEN)
    live.ring_after_commit("desk:all", 0)
