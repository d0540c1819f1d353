"""What one press does when it is too much: step back, let a circle rest, call those who are on duty."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from circles import actions as circle_actions
from circles.actions.turn import turn
from circles.models import Notice, Post
from moderation.actions.care_letters import write_letters
from moderation.models import Claim, Duty, Flag, Outreach, Recusal, Review, Shift, Subject, Volunteer
from moderation.policies import ON_THE_PAGE, may_decide
from peersupport import live
from peersupport.accounts.models import User
from peersupport.policy import require


def recuse(post: Post, *, by: User) -> None:
    """`by` knows the author: this and all else they write is for colleagues. Raises Refused."""
    require(may_decide(by, post))
    if post.author is not None:
        Recusal.objects.get_or_create(by=by, seat=post.author)
    Claim.objects.filter(post=post, by=by).delete()
    live.ring_after_commit("desk:all", 0)


def freeze(post: Post, *, by: User) -> Review:
    """Reading stays, writing rests in the whole circle, until an admin wakes it. Raises Refused."""
    require(may_decide(by, post))
    with turn(post.circle_id) as circle:
        circle_actions.rest(circle)
        review = Review.objects.create(post=post, by=Subject.of(by), decision=Review.Decision.FREEZE, at_seq=post.seq)
    live.ring_after_commit("desk:all", 0)
    return review


def call_for_care() -> int:
    """Tells everyone on duty, without a word, that somebody in care waits. Once for each post and person.

    Not inside a transaction: the letters go out after the notices, and a mail server may take its time.
    """
    waiting = [(post, _who_may_look(post)) for post in _untouched()]
    told = sum(_tell(person, post) for post, people in waiting for person in people)
    write_letters(waiting)
    return told


def _tell(person: User, post: Post) -> bool:
    """True when this is news to them."""
    _notice, is_new = Notice.objects.get_or_create(person=person, post=post, kind=Notice.Kind.CARE_WAITS)
    if is_new:
        live.ring_after_commit(f"person:{person.pk}", 0)
    return is_new


def _untouched() -> list[Post]:
    """In care for CARE_WAITS_MINUTES: nobody looks at it, nobody reached out, nothing was decided since."""
    before = timezone.now() - timedelta(minutes=settings.CARE_WAITS_MINUTES)
    here = {"post": OuterRef("pk")}
    worried = Exists(Flag.objects.open().filter(**here, kind=Flag.Kind.WORRIED, made_at__lt=before))
    touched = (
        Exists(Claim.objects.now().filter(**here))
        | Exists(Outreach.objects.filter(**here))
        | Exists(Review.objects.filter(**here, made_at__gte=F("post__written_at")))
    )
    posts = Post.objects.filter(Q(care=True, written_at__lt=before) | worried, ~touched, state__in=ON_THE_PAGE)
    return list(posts.select_related("author").defer("words", "html")[:100])


def _who_may_look(post: Post) -> list[User]:
    """Those who have begun a shift; where nobody has, all whose duty it is and who can open entries; else all."""
    duties = Duty.objects.now().filter(Q(circle=None) | Q(circle=post.circle_id), kind=Duty.Kind.MODERATOR)
    people = list(User.objects.filter(pk__in=duties.values("user"), is_active=True))
    here = set(Shift.objects.now().values_list("user_id", flat=True))
    ready = set(Volunteer.objects.exclude(ready_at=None).values_list("user_id", flat=True))
    people = [one for one in people if one.pk in here] or [one for one in people if one.pk in ready] or people
    return [one for one in people if may_decide(one, post)]
