"""Shares with what was answered, fetched in few queries whatever their number."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from circles.faces import Face, face, supports_by_post
from circles.models import Membership, Post

SHARES_A_PAGE = 20
REPLIES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Thread:
    """A share and the latest of its replies; `has_more` when there are older ones on its own page."""

    share: Face
    replies: list[Face]
    has_more: bool


def latest_threads(seat: Membership, *, before: int | None) -> tuple[list[Thread], int | None]:
    """A page of threads below place `before`, and the place where the next page begins (None: this was the last).

    What is the author's own and not placed yet stands on top of the first page. Three queries.
    """
    shares = _shares(seat, before)
    older = shares[SHARES_A_PAGE - 1].place if len(shares) > SHARES_A_PAGE else None
    shares = _own_waiting_first(shares[:SHARES_A_PAGE])
    replies = _latest_replies(seat, shares)
    supports = supports_by_post([*shares, *(reply for some in replies.values() for reply in some)])

    def look(post: Post) -> Face:
        return face(post, seat.circle, seat_id=seat.pk, supports=supports.get(post.pk, ()))

    threads = [
        Thread(
            share=look(share),
            replies=[look(reply) for reply in replies.get(share.pk, [])[-REPLIES_SHOWN:]],
            has_more=len(replies.get(share.pk, [])) > REPLIES_SHOWN,
        )
        for share in shares
    ]
    return threads, older


def whole_thread(seat: Membership, share: Post) -> tuple[Face, list[Face]]:
    """A share and all its replies, oldest first; the author's own waiting ones at the end. Two queries."""
    replies = list(_replies(seat).filter(share=share).order_by(F("place").asc(nulls_last=True), "pk"))
    supports = supports_by_post([share, *replies])
    for reply in replies:
        reply.share = share
    look = [face(post, seat.circle, seat_id=seat.pk, supports=supports.get(post.pk, ())) for post in [share, *replies]]
    return look[0], look[1:]


def _shares(seat: Membership, before: int | None) -> list[Post]:
    shares = Post.objects.readable_from(seat).shares().select_related("author")
    if before is not None:
        shares = shares.filter(place__lt=before)
    return list(shares.order_by(F("place").desc(nulls_first=True), "-pk")[: SHARES_A_PAGE + 1])


def _own_waiting_first(shares: list[Post]) -> list[Post]:
    return sorted(shares, key=lambda share: share.place is not None)


def _latest_replies(seat: Membership, shares: Iterable[Post]) -> dict[int, list[Post]]:
    """The last few replies to each share, oldest first."""
    by_pk = {share.pk: share for share in shares}
    newest = Window(RowNumber(), partition_by="share", order_by=F("place").desc(nulls_first=True))
    replies = _replies(seat).filter(share__in=by_pk).annotate(back=newest).filter(back__lte=REPLIES_SHOWN + 1)
    found: dict[int, list[Post]] = {}
    for reply in replies.order_by("-back"):
        reply.share = by_pk[reply.share_id]
        found.setdefault(reply.share_id, []).append(reply)
    return found


def _replies(seat: Membership):  # type: ignore[no-untyped-def]
    return Post.objects.readable_from(seat).filter(share__isnull=False).select_related("author")
