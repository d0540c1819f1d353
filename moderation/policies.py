"""Who may moderate and who may manage. A duty is the truth; second factors are asked for at the doors."""

from django.utils.translation import gettext as _

from circles.models import Membership, Post
from moderation.models import Duty
from peersupport.accounts.models import User
from peersupport.policy import YES, Verdict, no


def may_moderate(user: User) -> Verdict:
    """Is there any circle this person moderates now?"""
    if Duty.objects.now().filter(user=user, kind=Duty.Kind.MODERATOR).exists():
        return YES
    return no(_("The desk belongs to the moderators of this site."))


def may_manage(user: User) -> Verdict:
    if Duty.objects.now().filter(user=user, kind=Duty.Kind.ADMIN, circle=None).exists():
        return YES
    return no(_("These pages belong to the people who host this site."))


def may_decide(user: User, post: Post) -> Verdict:
    """On duty for the post's circle, and not sitting in that circle: nobody judges their own or their circle-mates'."""
    duties = Duty.objects.now().filter(user=user, kind=Duty.Kind.MODERATOR)
    if not any(duty.circle_id in (None, post.circle_id) for duty in duties):
        return no(_("This circle is looked after by other moderators."))
    if Membership.objects.filter(user=user, circle=post.circle_id, state=Membership.State.ACTIVE).exists():
        return no(_("You have a seat in this circle, so another moderator looks after this."))
    return YES
