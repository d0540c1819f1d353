"""Claims: who looks at what just now. They tell colleagues apart; they shut nobody out."""

from django.utils import timezone
from django.utils.translation import gettext as _

from circles.actions.turn import turn
from circles.models import Post
from moderation.models import Claim
from moderation.policies import may_decide
from peersupport import live
from peersupport.accounts.models import User
from peersupport.policy import Refused, require


def claim(post: Post, *, by: User) -> bool:
    """Takes the entry. False when a colleague has it just now; nothing is changed then. Raises Refused."""
    require(may_decide(by, post))
    with turn(post.circle_id):
        if Claim.objects.now().filter(post=post).exclude(by=by).exists():
            return False
        now = timezone.now()
        Claim.objects.update_or_create(post=post, defaults={"by": by, "renewed": now}, create_defaults={"by": by})
    _ring()
    return True


def renew(post: Post, *, by: User) -> None:
    """Still here: the ten quiet minutes begin anew."""
    Claim.objects.now().filter(post=post, by=by).update(renewed=timezone.now())


def let_go(post: Post, *, by: User) -> None:
    """Back to everybody. Somebody else's claim stays."""
    Claim.objects.filter(post=post, by=by).delete()
    _ring()


def let_go_of_all(user: User) -> None:
    """At sign-out, and at the end of a shift."""
    if Claim.objects.filter(by=user).delete()[0]:
        _ring()


def pass_on(post: Post, *, by: User, to: User) -> None:
    """Into a colleague's hands. Raises Refused when they may not decide this one, and when `by` does not hold it."""
    require(may_decide(to, post))
    with turn(post.circle_id):
        now = timezone.now()
        if not Claim.objects.now().filter(post=post, by=by).update(by=to, since=now, renewed=now):
            raise Refused(_("You do not hold this one any more, so it cannot be passed on."))
    _ring()


def _ring() -> None:
    live.ring_after_commit("desk:all", 0)
