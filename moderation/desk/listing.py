"""The list: what waits, in which order, without a single word of a member. Nothing here can go stale."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Exists, OuterRef

from circles.models import Circle, Post
from moderation.desk.scope import Scope, scope_of
from moderation.desk.sources import KINDS, Duties, Filters, Waiting, find, told_alone
from moderation.guidelines import Finding, Guidance
from moderation.models import Appeal, Claim, Evidence, Flag, Review
from moderation.policies import volunteer
from moderation.weather import is_left_out
from peersupport.accounts.models import User

SHOWN_AT_ONCE = 25
CAPPED_AT = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that waits, and why, as the list shows it: no words of its author, none of its reporter."""

    kind: str
    id: str
    circle: Circle
    name: str
    since: datetime
    post: Post | None
    appeal: Appeal | None = None
    findings: tuple[Finding, ...] = ()
    flags: tuple[Flag, ...] = ()
    claim: Claim | None = None
    is_mine: bool = False
    asks: bool = False
    # The same member told us about the same person again: shown as one, these are the others on this page.
    more: tuple["Row", ...] = ()
    # And so many times in all, those that no longer fit on the page too.
    again: int = 0

    @property
    def rules(self) -> list[Finding]:
        """Each rule once, however often it found something."""
        return list({finding.rule: finding for finding in self.findings}.values())

    @property
    def categories(self) -> frozenset[int]:
        return frozenset(finding.category for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Desk:
    """One look at the desk. `counts` stop at CAPPED_AT; `pending` are one's own decisions that can still be undone."""

    rows: list[Row]
    counts: dict[str, int]
    # As (public id, decision in words).
    pending: list[tuple[str, str]] = field(default_factory=list)
    # Second looks that give a seat back where none is free: everybody's.
    waiting: list[Waiting] = field(default_factory=list)
    is_due: bool = False
    for_others: int = 0
    number: int = 0
    shift: Duties = field(default_factory=Duties)
    # Themes that this moderator leaves to others today: folded away, and not counted.
    left_out: list[Row] = field(default_factory=list)
    # More waits than `rows` has: the page says so, because an end without a word reads as the end.
    is_longer: bool = False

    @property
    def not_read(self) -> int:
        """Templates cannot say `counts.not-read`."""
        return self.counts["not-read"]


def look(user: User, filters: Filters | None = None) -> Desk:
    """The first entries, care before held before told, the longest waiting first in each. At most six queries."""
    filters = filters or Filters()
    scope = scope_of(user)
    found = find(user, scope, filters, most=SHOWN_AT_ONCE, cap=CAPPED_AT)
    ids = [(kind, pk) for kind in KINDS for one, pk in found.ids if one == kind]
    rows = [*_post_rows(user, [one for one in ids if one[0] != "appeals"])]
    rows += _appeal_rows(user, [pk for kind, pk in ids if kind == "appeals"])
    rows.sort(key=lambda row: (KINDS.index(row.kind), row.since))
    pending = [(public_id, str(Review.Decision(decision).label)) for public_id, decision in found.pending]
    themes = volunteer(user).themes
    left_out = [row for row in rows if is_left_out(row.kind, row.categories, themes)]
    counts = _without(found.counts, left_out, themes)
    shown = [row for row in rows if row not in left_out][:SHOWN_AT_ONCE]
    asked_for = [filters.kind] if filters.kind else KINDS
    together = _together(shown)
    if counts["told"] > sum(row.kind == "told" for row in shown):
        together = _with_those_below(together, left_out, user, scope, filters)
    return Desk(
        rows=together,
        counts=counts,
        pending=pending,
        waiting=found.waiting,
        is_due=found.is_due,
        for_others=found.for_others,
        number=found.number,
        shift=found.duties,
        left_out=left_out[:SHOWN_AT_ONCE],
        is_longer=sum(counts[kind] for kind in asked_for) > len(shown),
    )


def _without(counts: dict[str, int], left_out: list[Row], themes: frozenset[str]) -> dict[str, int]:
    """A kind that is left out counts nothing; of the others those are taken off that were found just now."""
    kept = {kind: 0 if is_left_out(kind, (), themes) else count for kind, count in counts.items()}
    for row in left_out:
        kept[row.kind] = max(0, kept[row.kind] - 1)
    return kept


def _post_rows(user: User, ids: list[tuple[str, int]]) -> Iterable[Row]:
    wanted = {pk for _kind, pk in ids}
    if not wanted:
        return
    kinds = {pk: kind for kind, pk in reversed(ids)}  # the strongest reason, should there be two
    asked = Exists(Evidence.objects.filter(post=OuterRef("pk"), kind=Evidence.Kind.QUESTION))
    posts = Post.objects.filter(pk__in=wanted).select_related("circle", "author", "claim__by").annotate(asked=asked)
    flags = flags_by_post(wanted)
    for post in posts.defer("words", "html"):
        yield _post_row(user, kinds[post.pk], post, flags.get(post.pk, []))


def _post_row(user: User, kind: str, post: Post, flags: list[Flag]) -> Row:
    claim = claim_now(post)
    seen = Guidance.from_dict(post.guidance).findings if post.guidance else ()
    told = kind in ("care", "told") and flags and not (kind == "care" and post.care)
    return Row(
        kind=kind,
        id=post.public_id,
        circle=post.circle,
        name=post.author.name if post.author else "",
        since=flags[0].made_at if told else post.written_at,
        post=post,
        findings=tuple(seen),
        flags=tuple(flags),
        claim=claim,
        is_mine=claim is not None and claim.by_id == user.pk,
        asks=post.asked,  # type: ignore[attr-defined]
    )


def _appeal_rows(user: User, pks: list[int]) -> list[Row]:
    if not pks:
        return []
    appeals = Appeal.objects.filter(pk__in=pks).select_related("seat__circle", "review", "post__claim__by")
    return [
        Row("appeals", one.public_id, one.seat.circle, one.seat.name, one.made_at, one.post, appeal=one)
        for one in appeals
    ]


def claim_now(post: Post) -> Claim | None:
    """The claim that stands, of a post that was fetched with it."""
    claim = getattr(post, "claim", None)
    return claim if claim is not None and claim.stands else None


def flags_by_post(posts: Iterable[int]) -> dict[int, list[Flag]]:
    """Open flags, oldest first."""
    by_post: dict[int, list[Flag]] = {}
    for flag in Flag.objects.open().filter(post__in=posts).order_by("made_at", "pk"):
        by_post.setdefault(flag.post_id, []).append(flag)
    return by_post


def _together(rows: list[Row]) -> list[Row]:
    """What one member told us again and again about the same person is one row that says so."""
    firsts: dict[tuple[int, int], list[Row]] = {}
    alone: list[list[Row]] = []
    for row in rows:
        key = _told_by(row)
        if key is None:
            alone.append([row])
        elif key in firsts:
            firsts[key].append(row)
        else:
            firsts[key] = [row]
            alone.append(firsts[key])
    return [replace(row, more=tuple(others), again=len(others)) for row, *others in alone]


def _with_those_below(rows: list[Row], left_out: list[Row], user: User, scope: Scope, filters: Filters) -> list[Row]:
    """The same rows, where `again` knows of entries that no longer fit on the page. One query, if any."""
    keys = {key for row in rows if (key := _told_by(row))}
    if not keys:
        return rows
    tellers, authors = zip(*keys, strict=True)
    times = told_alone(user, scope, filters, tellers, authors)
    folded = Counter(_told_by(row) for row in left_out)
    return [
        replace(row, again=max(row.again, times.get(key, 0) - folded[key] - 1)) if (key := _told_by(row)) else row
        for row in rows
    ]


def _told_by(row: Row) -> tuple[int, int] | None:
    """As (who told us, about whom), where one member alone did."""
    tellers = {flag.by_id for flag in row.flags}
    if row.kind != "told" or len(tellers) != 1 or row.post is None or row.post.author_id is None:
        return None
    return tellers.pop(), row.post.author_id
