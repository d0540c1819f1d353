"""Who may moderate, manage and decide. A duty is the truth; second factors are asked for at the doors."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from circles.models import Membership, Post
from moderation.models import Appeal, Duty, Flag, Outreach, Recusal, Review, Volunteer
from peersupport.accounts.models import User
from peersupport.policy import YES, Verdict, no

Decision = Review.Decision
ON_THE_PAGE = (Post.State.PUBLISHED, Post.State.HELD)
# About the author's place in the circle; the post itself goes on waiting.
ABOUT_THE_PERSON = (Decision.PAUSE, Decision.UNSEAT)
# How long a proposal to take a seat away waits for a second moderator.
PROPOSAL_STANDS = timedelta(days=7)
_MAY_COME_FROM: dict[str, tuple[Post.State, ...]] = {
    Decision.KEEP: (*ON_THE_PAGE, Post.State.WITHDRAWN),
    Decision.MISTAKEN: (*ON_THE_PAGE, Post.State.WITHDRAWN),
    Decision.CARED: (*ON_THE_PAGE, Post.State.WITHDRAWN),
    Decision.NOTE: ON_THE_PAGE,
    Decision.RETURN: ON_THE_PAGE,
    Decision.HOLD: (Post.State.PUBLISHED,),
    Decision.REMOVE: (*ON_THE_PAGE, Post.State.RETURNED),
    Decision.RESTORE: (Post.State.REMOVED, Post.State.RETURNED),
    Decision.PAUSE: tuple(Post.State),
    Decision.UNSEAT: tuple(Post.State),
}


def may_moderate(user: User) -> Verdict:
    """Is there any circle this person moderates now?"""
    if duties_now(user):
        return YES
    return no(_("The desk belongs to the moderators of this site."))


def duties_now(user: User) -> list[Duty]:
    """What this person moderates now; within a request, what its door found (`remember_duties`)."""
    found: list[Duty] | None = getattr(user, "_moderating", None)
    if found is not None:
        return found
    duties = Duty.objects.now().filter(user=user, kind=Duty.Kind.MODERATOR)
    return list(duties.select_related("user__volunteer"))


def remember_duties(user: User) -> Verdict:
    """`may_moderate` for the door of a page: what it finds holds for this request, and is not asked again."""
    user._moderating = duties = duties_now(user)  # type: ignore[attr-defined]
    if duties:
        user._volunteer = getattr(duties[0].user, "volunteer", None)  # type: ignore[attr-defined]
    return may_moderate(user)


def volunteer(user: User) -> Volunteer:
    """What this moderator said about themselves; of somebody who said nothing yet, a row that is not stored."""
    found: Volunteer | None = getattr(user, "_volunteer", None)
    if found is None and not hasattr(user, "_volunteer"):
        found = Volunteer.objects.filter(user=user).first()
    return found or Volunteer(user=user)


def may_open_entries(user: User) -> Verdict:
    """Whoever went through the first steps once. A change of the agreement or of the backup shuts nobody out again."""
    if volunteer(user).ready_at is not None:
        return YES
    return no(_("Before the first entry there are three short steps."))


def people_to_call(user: User) -> QuerySet[User]:
    """Who may be somebody's backup: everybody else who looks after circles or hosts the site now."""
    return User.objects.filter(pk__in=Duty.objects.now().values("user"), is_active=True).exclude(pk=user.pk)


def may_back_up(colleague: User, user: User) -> Verdict:
    if people_to_call(user).filter(pk=colleague.pk).exists():
        return YES
    return no(_("Choose a colleague who is here now."))


def may_close(user: User) -> Verdict:
    """Closing sign-ups and joining hurts nobody who is here: every moderator may, and every admin."""
    return YES if may_moderate(user) or may_manage(user) else no(_("The desk belongs to the moderators of this site."))


def may_reopen(user: User) -> Verdict:
    """An admin, or the moderator who closed: a press may have been a slip."""
    if may_manage(user):
        return YES
    last = Review.objects.filter(decision=Decision.CLOSE).order_by("-pk").select_related("by").first()
    if may_moderate(user) and last is not None and last.by is not None and last.by.user_id == user.pk:
        return YES
    return no(_("An admin opens sign-ups again."))


def may_manage(user: User) -> Verdict:
    if Duty.objects.now().filter(user=user, kind=Duty.Kind.ADMIN, circle=None).exists():
        return YES
    return no(_("These pages belong to the people who host this site."))


def may_look_after(user: User, circle_id: int) -> Verdict:
    """On duty for the circle, and not sitting in it: nobody judges their circle-mates."""
    duties = Duty.objects.now().filter(user=user, kind=Duty.Kind.MODERATOR)
    if not any(duty.circle_id in (None, circle_id) for duty in duties):
        return no(_("This circle is looked after by other moderators."))
    if Membership.objects.filter(user=user, circle=circle_id, state=Membership.State.ACTIVE).exists():
        return no(_("You have a seat in this circle, so another moderator looks after this."))
    return YES


def may_decide(user: User, post: Post) -> Verdict:
    """`may_look_after`, and neither the post nor a flag on it is one's own, not even from a seat given back since."""
    allowed = may_look_after(user, post.circle_id)
    if not allowed:
        return allowed
    if Membership.objects.filter(Q(posts=post) | Q(flags__post=post), user=user).exists():
        return no(_("You are part of this yourself, so another moderator looks after it."))
    if post.author_id is not None and Recusal.known_to(user).filter(pk=post.author_id).exists():
        return no(_("You know this person, so another moderator looks after it."))
    return YES


def may_choose(post: Post, decision: str) -> Verdict:
    """Can this decision be made about the post as it is now?"""
    if post.state not in _MAY_COME_FROM.get(decision, ()) or _is_over(post, decision):
        return no(_("Somebody was here before you: this is already decided, or its author took it back."))
    if decision in ABOUT_THE_PERSON and (post.author is None or not post.author.is_active):
        return no(_("This person has no seat in the circle any more."))
    if is_only_care(post) and decision not in (Decision.CARED, Decision.MISTAKEN):
        return no(_("This is here out of care. Look after the person first; nothing here can hide their words."))
    return YES


def _is_over(post: Post, decision: str) -> bool:
    """Taken back by its author, and nobody told us anything about it: nothing is left to decide."""
    if post.state != Post.State.WITHDRAWN or decision in ABOUT_THE_PERSON:
        return False
    return not Flag.objects.open().filter(post=post).exists()


def is_only_care(post: Post) -> bool:
    """On the desk because its author may be in danger, and in the circle for everybody: nothing may hide it."""
    if post.state != Post.State.PUBLISHED:
        return False
    return post.care or Flag.objects.open().filter(post=post, kind=Flag.Kind.WORRIED).exists()


def may_answer(user: User, appeal: Appeal) -> Verdict:
    """Another moderator than the one who decided; a letter may be answered by anybody who looks after the circle."""
    if appeal.kind == Appeal.Kind.APPEAL and appeal.against_id == user.pk:
        return no(_("You made this decision, so another moderator takes the second look."))
    if appeal.seat.user_id == user.pk:
        return no(_("This is your own."))
    if Recusal.known_to(user).filter(pk=appeal.seat_id).exists():
        return no(_("You know this person, so another moderator looks after it."))
    if appeal.post is not None:
        return may_decide(user, appeal.post)
    return may_look_after(user, appeal.seat.circle_id)


def is_in_care(seat: Membership) -> bool:
    """Is somebody worried about this person just now? A sign, an open worry, or a follow-up that is still to come."""
    if seat.posts.filter(care=True).exists():
        return True
    worried = Flag.objects.open().filter(post__author=seat, kind=Flag.Kind.WORRIED)
    return worried.exists() or Outreach.objects.filter(seat=seat, follow_up_on__gte=timezone.localdate()).exists()


def may_unseat(user: User, seat: Membership) -> Verdict:
    """The seat of somebody in care is only taken away when a second moderator has proposed the same."""
    if not is_in_care(seat) or _proposals(seat).exclude(by__user=user).exists():
        return YES
    return no(_("Somebody is worried about this person just now. A second moderator must say the same first."))


def may_unseat_alone(user: User, seat: Membership) -> Verdict:
    """An admin may: at once where nobody is worried, else some hours after a moderator proposed it."""
    waited = timezone.now() - timedelta(hours=settings.SECOND_MODERATOR_HOURS)
    if not is_in_care(seat) or _proposals(seat).filter(made_at__lt=waited).exclude(by__user=user).exists():
        return YES
    return no(
        _("Somebody is worried about this person just now. Two moderators decide this together, or you alone "
          "%(hours)s hours after one of them proposed it.") % {"hours": settings.SECOND_MODERATOR_HOURS}
    )  # fmt: skip


def _proposals(seat: Membership):  # type: ignore[no-untyped-def]
    since = timezone.now() - PROPOSAL_STANDS
    return Review.objects.filter(about__seat=seat, decision=Decision.PROPOSE, made_at__gt=since)
