"""One entry, opened: the words, why they are here, what colleagues said. Every look leaves a row in the log."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from circles.marks import Piece, marked
from circles.models import Membership, Post
from moderation import evidence
from moderation.desk.listing import claim_now, flags_by_post
from moderation.desk.scope import scope_of
from moderation.guidelines import Finding, Guidance
from moderation.models import Appeal, Claim, Duty, Evidence, Flag, Opening, Outreach, Pending, Review, Subject
from moderation.policies import ON_THE_PAGE, is_only_care, may_answer, may_decide
from peersupport.accounts.models import User

ONE_LOOK = timedelta(hours=1)
AROUND = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One post that somebody should look at, and all that is known about why."""

    kind: str
    post: Post
    pieces: list[Piece]
    findings: tuple[Finding, ...]
    flags: list[Flag]
    claim: Claim | None
    earlier: list[Evidence]
    talk: list[Evidence]
    outreaches: list[Outreach]
    is_only_care: bool

    @property
    def rules(self) -> list[Finding]:
        """Each rule once, however often it found something."""
        return list({finding.rule: finding for finding in self.findings}.values())


def waiting_post(user: User, public_id: str) -> Post | None:
    """A post that waits on this desk; None for all others, whether they exist or not. Its words are not opened yet."""
    flagged = Exists(Flag.objects.open().filter(post=OuterRef("pk")))
    waits = Q(state__in=ON_THE_PAGE) & (Q(state=Post.State.HELD) | Q(care=True) | Q(unread=True))
    told = Q(flagged) & Q(state__in=(*ON_THE_PAGE, Post.State.WITHDRAWN))
    pending = Exists(Pending.objects.filter(post=OuterRef("pk"), seat=None, appeal=None))
    posts = Post.objects.filter(waits | told, ~pending, scope_of(user).clause(), public_id=public_id)
    return posts.select_related("circle", "author", "share__author", "claim__by").first()


def open_post(user: User, public_id: str) -> Post | None:
    """The one door to a member's words for staff: fetches a waiting post and leaves a row in the log."""
    post = waiting_post(user, public_id)
    if post is not None:
        log_look(user, [post])
    return post


def decided_post(user: User, public_id: str) -> Post | None:
    """A post of this moderator's circles that was decided before; to take a decision back."""
    reviewed = Exists(Review.objects.filter(post=OuterRef("pk")))
    scope = scope_of(user).clause()
    return Post.objects.filter(reviewed, scope, public_id=public_id).select_related("circle", "author").first()


def entry_of(post: Post) -> Entry:
    """Everything about a post that was opened just now. Five queries."""
    findings = tuple(Guidance.from_dict(post.guidance).findings) if post.guidance else ()
    flags = flags_by_post([post.pk]).get(post.pk, [])
    return Entry(
        kind=kind_of(post, flags),
        post=post,
        pieces=marked(post.words, findings),
        findings=findings,
        flags=flags,
        claim=claim_now(post),
        earlier=evidence.snapshots(post),
        talk=evidence.talk(post),
        outreaches=list(Outreach.objects.filter(post=post)),
        is_only_care=is_only_care(post),
    )


def kind_of(post: Post, flags: list[Flag] | None = None) -> str:
    """The strongest reason it is here."""
    flags = flags_by_post([post.pk]).get(post.pk, []) if flags is None else flags
    if post.care or any(flag.kind == Flag.Kind.WORRIED for flag in flags):
        return "care"
    if post.state == Post.State.HELD:
        return "held"
    return "told" if flags else "not-read"


def open_appeal(user: User, public_id: str) -> Appeal | None:
    """An appeal or a letter this person may answer; a look at its post is logged."""
    appeals = Appeal.objects.open().filter(pending=None)
    found = appeals.filter(public_id=public_id).select_related("seat__circle", "seat__user", "review", "post").first()
    if found is None or not may_answer(user, found):
        return None
    if found.post is not None:
        log_look(user, [found.post])
    return found


def look_around(user: User, post: Post) -> list[Post]:
    """The share above and the nearest replies before and after: opened on purpose, every one of them logged.

    Only what the circle itself can read; the entry's own post is marked by its key.
    """
    share_id = post.share_id or post.pk
    thread = Post.objects.filter(Q(share=share_id) | Q(pk=share_id)).filter(state=Post.State.PUBLISHED)
    thread = thread.exclude(pk=post.pk).select_related("author")
    if post.place is None:
        near = list(thread.order_by("-place")[: 2 * AROUND])
    else:
        near = [*thread.filter(place__lt=post.place).order_by("-place")[:AROUND],
                *thread.filter(place__gt=post.place).order_by("place")[:AROUND]]  # fmt: skip
    if share_id != post.pk and share_id not in {one.pk for one in near}:
        near += list(thread.filter(pk=share_id))
    log_look(user, near, Opening.What.AROUND)
    return sorted([*near, post], key=lambda one: (one.place is None, one.place or 0))


def log_look(user: User, posts: list[Post], what: str = Opening.What.WORDS) -> None:
    """One row for each look. A page that is fetched again is the same look for `ONE_LOOK`."""
    lately = Opening.objects.filter(by__user=user, post__in=posts, what=what, made_at__gt=timezone.now() - ONE_LOOK)
    seen = set(lately.values_list("post_id", flat=True))
    fresh = [post for post in posts if post.pk not in seen]
    if fresh:
        by = Subject.of(user)
        Opening.objects.bulk_create(Opening(post=post, by=by, what=what) for post in fresh)


def has_opened(user: User, post: Post) -> bool:
    """Did this person open the entry on purpose, a moment ago?"""
    since = timezone.now() - ONE_LOOK
    return Opening.objects.filter(by__user=user, post=post, what=Opening.What.WORDS, made_at__gt=since).exists()


def colleagues_for(user: User, post: Post) -> list[User]:
    """Who else may decide this one, to pass it to."""
    duties = Duty.objects.now().filter(Q(circle=None) | Q(circle=post.circle_id), kind=Duty.Kind.MODERATOR)
    seats = Membership.objects.filter(circle=post.circle_id, state=Membership.State.ACTIVE)
    ready = User.objects.filter(volunteer__ready_at__isnull=False, is_active=True)
    people = ready.filter(pk__in=duties.values("user")).exclude(pk__in=seats.values("user"))
    others = people.exclude(pk=user.pk).order_by("handle")[:50]
    return [one for one in others if may_decide(one, post)]
