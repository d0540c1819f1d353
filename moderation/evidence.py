"""The evidence store: words kept for one entry of the desk, encrypted, until some days after its last decision."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max

from circles.models import Post
from moderation.models import Appeal, Evidence, Flag, Review
from moderation.sealing import digest, seal
from peersupport.accounts.models import User

Kind = Evidence.Kind


def snapshot(post: Post) -> None:
    """Keeps the post's words as they are now. The same words are kept once; words that are gone are not kept."""
    seen = digest(post.words)
    if post.words and not Evidence.objects.filter(post=post, kind=Kind.SNAPSHOT, digest=seen).exists():
        Evidence.objects.create(post=post, kind=Kind.SNAPSHOT, digest=seen, sealed=seal(post.words))


def keep_reason(review: Review, words: str, *, by: User | None) -> None:
    """The reason of a decision, as its moderator wrote it. Decisions without words have none."""
    if words:
        Evidence.objects.create(post_id=review.post_id, review=review, by=by, kind=Kind.REASON, sealed=seal(words))


def snapshots(post: Post) -> list[Evidence]:
    """Earlier words of the post that somebody was told about; not those it has now."""
    kept = Evidence.objects.filter(post=post, kind=Kind.SNAPSHOT).order_by("pk")
    return [one for one in kept if one.digest != digest(post.words)]


def talk(post: Post) -> list[Evidence]:
    """What colleagues asked and answered each other about this entry, oldest first."""
    return list(Evidence.objects.filter(post=post, kind__in=(Kind.QUESTION, Kind.OPINION)).order_by("pk"))


def reasons(reviews: Iterable[Review]) -> dict[int, str]:
    """The reasons of these decisions by their keys; what has run out is not in it. One query."""
    kept = Evidence.objects.filter(kind=Kind.REASON, review__in=[review.pk for review in reviews])
    return {one.review_id: one.words for one in kept if one.review_id is not None}


def say(post: Post, *, by: User, words: str, kind: str) -> Evidence:
    """A question to colleagues, or what one of them thinks."""
    return Evidence.objects.create(post=post, by=by, kind=kind, sealed=seal(words))


def kept_until(post: Post) -> datetime | None:
    """When what is kept about this post will be deleted; None when nothing is kept, or something is still open."""
    if not is_kept(post) or _is_open(post):
        return None
    last = Review.objects.filter(post=post).aggregate(last=Max("made_at"))["last"]
    return last + timedelta(days=settings.EVIDENCE_DAYS) if last else None


def is_kept(post: Post) -> bool:
    """Does the store hold anything of this post's words, or about them?"""
    return Evidence.objects.filter(post=post).exists()


def _is_open(post: Post) -> bool:
    return Flag.objects.open().filter(post=post).exists() or Appeal.objects.open().filter(post=post).exists()
