"""What the hub asks of circles: what changed, rendered once for all who may read it now."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.db.models import Max
from django.utils import translation

from circles.brief import Brief
from circles.faces import render_post
from circles.models import Circle, Notice, Post
from circles.rows import (
    Changed,
    Given,
    News,
    may_be_supported,
    news,
    news_from,
    news_question,
    supports_by_post,
    written_and_supported,
)
from circles.stencil import article
from peersupport import live
from peersupport.live import frames
from peersupport.live.ask_again import AskAgain
from peersupport.live.news import Ask, Edition, Part, Question, Reader, Row

# More changes than this are not sent one by one: the page fetches its list anew.
MOST_CHANGES = 200
# What is filled in for so many rows holds up nobody's socket.
MOST_QUICK = 20


def register() -> None:
    """Called when the app is ready."""
    live.register("circle", CircleNews())
    live.register("person", AskAgain(lambda key, readers: readers, _last_notices))


def _last_notices(people: Collection[str]) -> Mapping[str, int]:
    theirs = Notice.objects.filter(person__in=[int(person) for person in people])
    return {str(person): last for person, last in theirs.values_list("person").annotate(Max("pk"))}


class CircleNews:
    """The news of circles; keys are their primary keys."""

    def high_water(self, keys: Collection[str]) -> Mapping[str, int]:
        return {str(pk): seq for pk, seq in Circle.objects.filter(pk__in=keys).values_list("pk", "seq")}

    def read(self, asks: Mapping[str, Ask]) -> Mapping[str, Edition]:
        """One query for any number of circles; a second one for the supports of what changed again."""
        return _editions(asks, news(_by_number(asks), MOST_CHANGES))

    def question(self, asks: Mapping[str, Ask]) -> Question | None:
        return news_question(_by_number(asks), MOST_CHANGES)

    def is_quick(self, rows: Collection[Row]) -> bool:
        return len(rows) <= MOST_QUICK and not any(may_be_supported(row) for row in rows)

    def answer(self, asks: Mapping[str, Ask], rows: Collection[Row]) -> Mapping[str, Edition]:
        return _editions(asks, news_from(_by_number(asks), rows))


def _by_number(asks: Mapping[str, Ask]) -> Mapping[int, Ask]:
    return {int(key): ask for key, ask in asks.items()}


def _editions(asks: Mapping[str, Ask], found: News) -> Mapping[str, Edition]:
    circles = _gather(found)
    return {key: _edition(circles[key], asks[key]) for key in asks if key in circles}


@dataclass(slots=True)
class Gathered:
    """A circle with its changes, in the order of their numbers, and who may read them."""

    seq: int
    floor: int
    may_read: frozenset[Reader]
    changes: list["Change"] = field(default_factory=list)

    def is_too_much(self, after: int) -> bool:
        """More than we send, older than what was purged, or ahead of us: a backup was restored."""
        return not max(self.floor, self.seq - MOST_CHANGES) <= after <= self.seq


_rendered = Brief()


class Change:
    """One changed post and its frames' items, each rendered when it is first needed."""

    __slots__ = ("post", "seats", "supports")

    def __init__(self, post: Changed, supports: Sequence[Given]) -> None:
        self.post = post
        self.supports = supports
        # Who wrote this post or supports it: they are told what of it is theirs.
        self.seats = {post.author_id, *(support.seat_id for support in supports)}

    def item(self, language: str, seat: int | None) -> str | None:
        """As this seat sees it, None as everyone does; None when there is nothing for them to see."""
        if self.post.author_id != seat or self.post.state == Post.State.PUBLISHED:
            seat = None
        if self.post.place is None and seat is None:
            return None
        # Every change takes a new number; the rest is for names, and for a backup that was restored a moment ago.
        post = self.post
        key = (
            post.id, post.seq, post.state, post.html, post.author_name, post.circle_state, *self.supports,
            language, seat,
        )  # fmt: skip
        return _rendered.get(key, partial(self._render, language, seat))

    def _render(self, language: str, seat: int | None) -> str:
        post = self.post
        html = article(post, language) if seat is None and not self.supports else None
        if html is None:
            with translation.override(language):
                html = render_post(post.as_post(), seat_id=seat, supports=self.supports)
        return frames.item(post.public_id, post.share_name or "", post.seq, post.place, html)


def _gather(found: News) -> dict[str, Gathered]:
    supports = supports_by_post(found.rows)
    circles: dict[str, Gathered] = {}
    for row in found.rows:
        key = str(row.circle_key)
        if key not in circles:
            circles[key] = Gathered(row.circle_seq, row.circle_floor, found.may_read[row.circle_key])
        if row.id is not None:
            circles[key].changes.append(Change(row, supports.get(row.id, ())))
    return circles


def _edition(circle: Gathered, ask: Ask) -> Edition:
    parts = {}
    languages = {reader.language for reader in circle.may_read}
    for after in ask.afters:
        if circle.is_too_much(after):
            parts[after] = Part(dict.fromkeys(languages, frames.RELOAD))
        elif after < circle.seq:
            parts[after] = _part(circle, after)
        else:
            parts[after] = Part()
    return Edition(circle.seq, circle.may_read, parts)


def _part(circle: Gathered, after: int) -> Part:
    changes = [change for change in circle.changes if change.post.seq > after]
    theirs = set().union(*(change.seats for change in changes))
    everyone: dict[str, str] = {}
    for language in {reader.language for reader in circle.may_read if reader.seat not in theirs}:
        _add(everyone, language, None, changes, after, circle.seq)
    own: dict[int, dict[str, str]] = {}
    for language, seat in {(reader.language, reader.seat) for reader in circle.may_read if reader.seat in theirs}:
        _add(own.setdefault(seat, {}), language, seat, changes, after, circle.seq)
    return Part(everyone, own)


def _add(into: dict[str, str], language: str, seat: int | None, changes: list[Change], after: int, up_to: int) -> None:
    """The frame for one audience in one language, unless there is nothing in it."""
    items = [item for change in changes if (item := change.item(language, seat)) is not None]
    if items:
        mine = _mine(changes, seat) if seat is not None else None
        into[language] = frames.news(after, up_to, items, mine)


def _mine(changes: Iterable[Change], seat: int) -> frames.Mine:
    """What of these changes is this seat's own."""
    given = {
        change.post.public_id: [support.kind for support in change.supports if support.seat_id == seat]
        for change in changes
    }
    return {
        "posts": [change.post.public_id for change in changes if change.post.author_id == seat],
        "supports": {post: kinds for post, kinds in given.items() if kinds},
    }


def mine(seat: int) -> str:
    """The private frame a page gets first: the newest of the seat's own posts and supports. One query."""
    posts: list[str] = []
    supports: dict[str, list[str]] = {}
    for post, kind in written_and_supported(seat, MOST_CHANGES):
        if kind:
            supports.setdefault(post, []).append(kind)
        else:
            posts.append(post)
    return frames.mine(posts, supports)
