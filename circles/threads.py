"""Shares with what was answered, fetched in few queries whatever their number."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from circles.faces import Face, face
from circles.models import Membership, Post
from circles.rows import supports_by_post
from circles.unread import is_new, with_lines

SHARES_A_PAGE = 20
REPLIES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Thread:
    """A share and the latest of its replies; `has_more` when there are older ones on its own page.

    `hides_new`: at least one of those older ones is new to this reader.
    """

    share: Face
    replies: list[Face]
    has_more: bool
    hides_new: bool = False


def first_new(threads: Iterable[Thread]) -> str:
    """The id on the page of the first line *new since you were here*; "" when nothing is new."""
    for thread in threads:
        for seen in (thread.share, *thread.replies):
            if seen.begins_new:
                return f"new-{seen.id}"
        if thread.hides_new:
            return f"p-{thread.share.id}"
    return ""


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
        return face(post, seat.circle, seat_id=seat.pk, supports=supports.get(post.pk, ()), reader=seat.user)

    shown = {share.pk: replies.get(share.pk, [])[-REPLIES_SHOWN:] for share in shares}
    in_order = [post for share in shares for post in (share, *shown[share.pk])]
    faces = {one.post.pk: one for one in with_lines(map(look, in_order), seat)}
    threads = [
        Thread(
            share=faces[share.pk],
            replies=[faces[reply.pk] for reply in shown[share.pk]],
            has_more=len(replies.get(share.pk, [])) > REPLIES_SHOWN,
            hides_new=any(is_new(reply, seat) for reply in replies.get(share.pk, [])[:-REPLIES_SHOWN]),
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
    faces = [
        face(post, seat.circle, seat_id=seat.pk, supports=supports.get(post.pk, ()), reader=seat.user)
        for post in [share, *replies]
    ]
    seen = with_lines(faces, seat)
    return seen[0], seen[1:]


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
