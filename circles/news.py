"""What the hub asks of circles: what changed, rendered once for all who may read it now."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from django.db.models import Max
from django.utils import translation

from circles.brief import Brief
from circles.faces import render_post
from circles.models import Circle, Notice, Post, Support
from circles.rows import Given, changes, seated, supports_by_post
from peersupport import live
from peersupport.live import frames
from peersupport.live.ask_again import AskAgain
from peersupport.live.news import Ask, Edition, Part, Reader

# More changes than this are not sent one by one: the page fetches its list anew.
MOST_CHANGES = 200


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
        """Three queries for any number of circles; one where only the readers are asked for."""
        gathered = _gather({key: ask for key, ask in asks.items() if ask.afters})
        # After the posts, never before: whoever lost a seat before one of them was committed is found without it.
        readers = _who_may_read(asks)
        return {
            key: _edition(gathered.get(key), ask, readers[key])
            for key, ask in asks.items()
            if key in gathered or not ask.afters
        }


@dataclass(slots=True)
class Gathered:
    """A circle with its changes, in the order of their numbers."""

    seq: int
    floor: int
    changes: list["Change"] = field(default_factory=list)

    def is_too_much(self, after: int) -> bool:
        """More than we send, older than what was purged, or ahead of us: a backup was restored."""
        return not max(self.floor, self.seq - MOST_CHANGES) <= after <= self.seq


_rendered = Brief()


class Change:
    """One changed post and its frames' items, each rendered when it is first needed."""

    def __init__(self, post: Post, supports: list[Given]) -> None:
        self.post = post
        self.supports = supports

    def is_of(self, seat: int) -> bool:
        """The seat wrote this post or supports it."""
        return self.post.author_id == seat or any(support.seat_id == seat for support in self.supports)

    def item(self, language: str, seat: int | None) -> str | None:
        """As this seat sees it, None as everyone does; None when there is nothing for them to see."""
        if self.post.author_id != seat or self.post.is_published:
            seat = None
        if self.post.place is None and seat is None:
            return None
        # Every change takes a new number; the rest is for names, and for a backup that was restored a moment ago.
        post, by = self.post, self.post.author.name if self.post.author else None
        key = (post.pk, post.seq, post.state, post.html, by, post.circle.state, *self.supports, language, seat)
        return _rendered.get(key, partial(self._render, language, seat))

    def _render(self, language: str, seat: int | None) -> str:
        post = self.post
        with translation.override(language):
            html = render_post(post, seat_id=seat, supports=self.supports)
        share = post.share.public_id if post.share else ""
        return frames.item(post.public_id, share, post.seq, post.place, html)


def _gather(asks: Mapping[str, Ask]) -> dict[str, Gathered]:
    if not asks:
        return {}
    rows = list(changes({int(key): ask.afters for key, ask in asks.items()}, MOST_CHANGES))
    supports = supports_by_post(row for row in rows if row.pk is not None)
    gathered: dict[str, Gathered] = {}
    for row in rows:
        found = gathered.setdefault(str(row.circle_key), Gathered(row.circle_seq, row.circle_floor))
        if row.pk is not None:
            found.changes.append(Change(row, supports.get(row.pk, [])))
    return gathered


def _who_may_read(asks: Mapping[str, Ask]) -> dict[str, frozenset[Reader]]:
    """Those with a seat in the circle, an open account, the same password and a live session. One query."""
    found = {tuple(seat) for seat in seated({reader for ask in asks.values() for reader in ask.readers})}
    return {
        key: frozenset(reader for reader in ask.readers if _claims(reader, key) in found) for key, ask in asks.items()
    }


def _claims(reader: Reader, key: str) -> tuple[int, str, int, int, int]:
    return (reader.seat, reader.session, int(key), reader.person, reader.epoch)


def _edition(circle: Gathered | None, ask: Ask, may_read: frozenset[Reader]) -> Edition:
    if circle is None:
        return Edition(0, may_read)
    parts = {}
    languages = {reader.language for reader in may_read}
    for after in ask.afters:
        if circle.is_too_much(after):
            parts[after] = Part(dict.fromkeys(languages, frames.RELOAD))
        elif after < circle.seq:
            parts[after] = _part(circle, after, may_read)
        else:
            parts[after] = Part()
    return Edition(circle.seq, may_read, parts)


def _part(circle: Gathered, after: int, readers: Iterable[Reader]) -> Part:
    changes = [change for change in circle.changes if change.post.seq > after]
    everyone: dict[str, str] = {}
    own: dict[int, dict[str, str]] = {}
    for language, seat in {(reader.language, reader.seat) for reader in readers}:
        if any(change.is_of(seat) for change in changes):
            _add(own.setdefault(seat, {}), language, seat, changes, after, circle.seq)
        elif language not in everyone:
            _add(everyone, language, None, changes, after, circle.seq)
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
    """The private frame a page gets first: the newest of the seat's own posts and supports. Two queries."""
    posts = Post.objects.filter(author=seat).order_by("-seq").values_list("public_id", flat=True)[:MOST_CHANGES]
    given = Support.objects.filter(seat=seat).order_by("-post__seq").values_list("post__public_id", "kind")
    supports: dict[str, list[str]] = {}
    for post, kind in given[:MOST_CHANGES]:
        supports.setdefault(post, []).append(kind)
    return frames.mine(list(posts), supports)
