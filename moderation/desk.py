"""The moderators' queue: a query, not a copy. Nothing here can go stale."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, When
from django.utils import timezone

from circles.marks import Piece, marked
from circles.models import Circle, Membership, Post
from moderation.guidelines import Finding, Guidance
from moderation.models import Duty, Flag, Opening, Review
from peersupport.accounts.models import User

SHOWN_AT_ONCE = 25
ONE_LOOK = timedelta(hours=1)
KINDS = ("care", "held", "told", "not-read")


@dataclass(frozen=True, slots=True)
class Entry:
    """One post that somebody should look at, and why."""

    kind: str  # one of KINDS: the strongest reason
    post: Post
    pieces: list[Piece]
    findings: tuple[Finding, ...]
    flags: list[Flag]

    @property
    def rules(self) -> list[Finding]:
        """Each rule once, however often it found something."""
        return list({finding.rule: finding for finding in self.findings}.values())

    @property
    def since(self) -> datetime:
        return min([self.post.written_at, *(flag.made_at for flag in self.flags)])


_OPEN_FLAG = Exists(Flag.objects.open().filter(post=OuterRef("pk")))
_WORRIED = Exists(Flag.objects.open().filter(post=OuterRef("pk"), kind=Flag.Kind.WORRIED))
# In SQL, so that no number of older flags can push somebody in danger off the first page.
_URGENCY = Case(
    When(Q(care=True) | Q(is_worried=True), then=0),
    When(state=Post.State.HELD, then=1),
    When(is_told=True, then=2),
    default=3,
    output_field=IntegerField(),
)
_ON_THE_PAGE = [Post.State.PUBLISHED, Post.State.HELD]


def posts_for(user: User) -> QuerySet[Post]:
    """What this moderator may open now: posts that wait, in circles of their duty in which they have no seat."""
    waits = Q(state=Post.State.HELD) | Q(care=True) | Q(unread=True) | Q(is_told=True)
    return (
        Post.objects.annotate(is_told=_OPEN_FLAG, is_worried=_WORRIED)
        .filter(waits, circle__in=circles_of(user), state__in=_ON_THE_PAGE)
        .select_related("circle", "author", "share")
        .annotate(urgency=_URGENCY)
        .order_by("urgency", "written_at", "pk")
    )


def open_post(user: User, public_id: str) -> Post | None:
    """The one door to a member's words for staff: fetches a waiting post and leaves a row in the log."""
    post = posts_for(user).filter(public_id=public_id).first()
    if post is not None:
        _log_openings(user, [post])
    return post


def entries(user: User, kind: str | None = None) -> list[Entry]:
    """The first entries, care before held before told, the longest waiting first in each. Every one shown is logged."""
    posts = list(_of_kind(posts_for(user), kind)[:SHOWN_AT_ONCE])
    _log_openings(user, posts)
    flags = _flags_by_post(posts)
    return [_entry(post, flags.get(post.pk, [])) for post in posts]


def _of_kind(posts: QuerySet[Post], kind: str | None) -> QuerySet[Post]:
    return posts.filter(urgency=KINDS.index(kind)) if kind in KINDS else posts  # type: ignore[misc]


def _entry(post: Post, flags: list[Flag]) -> Entry:
    findings = Guidance.from_dict(post.guidance).findings if post.guidance else ()
    return Entry(KINDS[post.urgency], post, marked(post.words, findings), findings, flags)  # type: ignore[attr-defined]


def _flags_by_post(posts: Iterable[Post]) -> dict[int, list[Flag]]:
    by_post: dict[int, list[Flag]] = {}
    for flag in Flag.objects.open().filter(post__in=[post.pk for post in posts]).order_by("made_at"):
        by_post.setdefault(flag.post_id, []).append(flag)
    return by_post


def _log_openings(user: User, posts: list[Post]) -> None:
    """One row for each look. A page that refreshes itself is the same look for `ONE_LOOK`."""
    lately = Opening.objects.filter(by=user, post__in=posts, made_at__gt=timezone.now() - ONE_LOOK)
    seen = set(lately.values_list("post_id", flat=True))
    Opening.objects.bulk_create(Opening(post=post, by=user) for post in posts if post.pk not in seen)


def circles_of(user: User) -> QuerySet[Circle]:
    """The circles this moderator looks after: those of their duty, without those they have a seat in."""
    duties = Duty.objects.now().filter(user=user, kind=Duty.Kind.MODERATOR)
    seats = Membership.objects.filter(user=user, state=Membership.State.ACTIVE)
    theirs = Q(pk__in=duties.values("circle")) | Exists(duties.filter(circle=None))
    return Circle.objects.filter(theirs).exclude(pk__in=seats.values("circle"))


def decided_post(user: User, public_id: str) -> Post | None:
    """A post of this moderator's circles that was decided before; to take a decision back."""
    reviewed = Exists(Review.objects.filter(post=OuterRef("pk")))
    post = Post.objects.filter(reviewed, circle__in=circles_of(user), public_id=public_id).first()
    if post is not None:
        _log_openings(user, [post])
    return post
