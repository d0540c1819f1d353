"""Where entries come from: one small query for each kind, each in the order of a partial index, joined into one.

A single query over all posts would have to sort every open entry to show the first 25. These read 26 rows each.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import get_language

from circles.models import Post
from moderation.desk.number import number_sql
from moderation.desk.scope import Scope
from moderation.models import Appeal, Claim, ColleagueNote, Flag, Opening, Pending, Shift, SiteText
from moderation.policies import ON_THE_PAGE, volunteer
from moderation.site_texts import AGREEMENT
from peersupport.accounts.models import Closing, User

# A note from a colleague is new for a day; what one read stays heavy for half of one.
NEW_FOR, HEAVY_FOR = timedelta(days=1), timedelta(hours=12)
WAITING_SHOWN = 20
KINDS = ("care", "held", "told", "appeals", "not-read")


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody wants to see of the desk; empty means all of it."""

    kind: str = ""
    circle: str = ""
    language: str = ""
    mine: bool = False
    unclaimed: bool = False

    @property
    def narrow(self) -> bool:
        """Whether the list leaves something of its kind out."""
        return bool(self.circle or self.language or self.mine or self.unclaimed)


@dataclass(slots=True)
class Duties:
    """Who is at the desk, as one moderator reads it; `heavy` is about themselves, and nobody else is ever told."""

    is_on: bool = False
    others: int = 0
    notes: int = 0
    # Whether sign-ups and joining are closed.
    closed: int = 0
    # Versions of the moderators' agreement that they have not said yes to yet.
    agreements: int = 0
    heavy: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A seat that was given back and is not there yet: `waits_for` a free seat or for the name."""

    id: str
    circle: str
    waits_for: str
    is_mine: bool


@dataclass(slots=True)
class Found:
    """What one look at the database found: ids by kind, how many there are (at most `cap`), one's own pending."""

    ids: list[tuple[str, int]]
    counts: dict[str, int]
    pending: list[tuple[str, str]]  # one's own that can still be undone: (public id, decision)
    waiting: list["Waiting"] = field(default_factory=list)
    is_due: bool = False  # somebody's decision waits to be carried out
    number: int = 0  # where the desk stood just then: see moderation.desk.number
    duties: Duties = field(default_factory=Duties)
    for_others: int = 0  # second looks at one's own decisions: a colleague's to take


def find(user: User, scope: Scope, filters: Filters, *, most: int, cap: int) -> Found:
    """One query, whatever the number of open entries."""
    parts: list[tuple[str, Any]] = []
    for kind, rows in _sources(user, scope, filters):
        counted = rows.order_by()[:cap]
        parts.append((f"n:{kind}", counted))
        if not filters.kind or kind.startswith(filters.kind):
            parts.append((kind, rows[:most]))
    mine = Pending.objects.filter(by=user, due_at__gt=timezone.now(), waits_for="").order_by("pk")
    parts.append(("pending", mine.values_list("pk", Concat("public_id", Value(" "), "decision"))))
    parts.append(("waiting", _waiting(user, scope)))
    own = Appeal.objects.open().filter(kind=Appeal.Kind.APPEAL, against=user, pending=None)
    parts.append(("n:not-mine", own.order_by().values_list("pk", flat=True)[:cap]))
    parts += _carrying(user)
    parts.append(("due", Pending.objects.due().values_list("pk", flat=True)))
    found = Found([], dict.fromkeys(KINDS, 0), [])
    for name, number, more in _union(parts):
        _sort_in(found, name, number, more)
    # Care is counted in two parts.
    found.counts = {kind: min(count, cap) for kind, count in found.counts.items()}
    return found


def _waiting(user: User, scope: Scope) -> QuerySet[Any, Any]:
    """Second looks that give a seat back, where none is free: as (pk, "public id, whose, for what, circle")."""
    seats = ~Q(appeal__seat__in=scope.known) & ~Q(appeal__seat__in=scope.seats) & ~Q(circle__in=scope.sits_in)
    if scope.circles is not None:
        seats &= Q(circle__in=scope.circles)
    whose = Case(When(by=user, then=Value(" mine ")), default=Value(" theirs "))
    rows = Pending.objects.waiting().filter(seats).order_by("pk")
    return rows.values_list("pk", Concat("public_id", whose, "waits_for", Value(" "), "circle__name"))[:WAITING_SHOWN]


def _carrying(user: User) -> list[tuple[str, Any]]:
    """What the shift's bar says, counted beside the entries."""
    now, shifts = timezone.now(), Shift.objects.now()
    lately = Opening.objects.filter(by__user=user, made_at__gt=now - HEAVY_FOR, what=Opening.What.WORDS).filter(
        Q(post__guidance__care=True)
        | Q(post__guidance__level="hold")
        | Exists(Flag.objects.filter(post=OuterRef("post"), kind=Flag.Kind.WORRIED))
    )
    agreements = SiteText.objects.filter(
        key=AGREEMENT, language=get_language(), version__gt=volunteer(user).agreed_version
    ).order_by()
    notes = ColleagueNote.objects.filter(made_at__gt=now - NEW_FOR).exclude(by=user).order_by()
    return [
        ("n:shift.is_on", shifts.filter(user=user).values_list("pk", flat=True)),
        ("n:shift.others", shifts.exclude(user=user).values_list("pk", flat=True)),
        ("n:shift.notes", notes.values_list("pk", flat=True)),
        ("n:shift.closed", Closing.objects.filter(until=None).values_list("pk", flat=True)),
        ("n:shift.agreements", agreements.values_list("pk", flat=True)),
        ("n:shift.heavy", lately.order_by().values_list("post", flat=True).distinct()),
    ]


def _sort_in(found: Found, name: str, number: int, more: str) -> None:
    if name == "pending":
        public_id, _space, decision = more.partition(" ")
        found.pending.append((public_id, decision))
    elif name == "waiting":
        public_id, whose, waits_for, circle = more.split(" ", 3)
        found.waiting.append(Waiting(public_id, circle, waits_for, whose == "mine"))
    elif name == "due":
        found.is_due = True
    elif name == "number":
        found.number = number
    elif name.startswith("n:shift."):
        setattr(found.duties, name[8:], number)
    elif name == "n:not-mine":
        found.for_others = number
    elif name.startswith("n:"):
        found.counts[_kind(name[2:])] += number
    else:
        found.ids.append((_kind(name), number))


def _kind(source: str) -> str:
    """Care has two sources: signs in the words, and members who are worried."""
    return source.partition("+")[0]


def _union(parts: list[tuple[str, Any]]) -> list[tuple[str, int, str]]:
    inner, params = number_sql()
    sql = [f"SELECT CAST('number' AS VARCHAR(20)), q.*, '' FROM ({inner}) AS q"]  # noqa: S608
    for name, rows in parts:
        try:
            inner, values = rows.query.sql_with_params()
        except EmptyResultSet:
            continue  # No circle, or nothing claimed: the database need not be asked.
        columns = "COUNT(*), ''" if name.startswith("n:") else "q.*" if name in ("pending", "waiting") else "q.*, ''"
        sql.append(f"SELECT CAST(%s AS VARCHAR(20)), {columns} FROM ({inner}) AS q")  # noqa: S608
        params += [name, *values]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sql), params)
        return list(cursor.fetchall())


def _sources(user: User, scope: Scope, filters: Filters) -> list[tuple[str, QuerySet[Any, Any]]]:
    """Each kind's ids, the longest waiting first. A post stands under its strongest reason only."""
    posts = Post.objects.filter(_narrow(user, scope, filters, ""))
    flags = Flag.objects.open().filter(_narrow(user, scope, filters, "post__"))
    appeals = Appeal.objects.open().filter(_narrow_appeals(user, scope, filters))
    open_flag = Flag.objects.open().filter(post=OuterRef("pk"))
    worried = Exists(open_flag.filter(kind=Flag.Kind.WORRIED))
    on_page = posts.filter(state__in=ON_THE_PAGE)
    held = posts.filter(Q(state="held"), ~worried, care=False)
    unread = on_page.filter(~Exists(open_flag), unread=True, care=False).exclude(state="held")
    return [
        ("care", _ids(on_page.filter(care=True), "pk", "written_at")),
        ("care+", _ids(_firsts(flags, Flag.Kind.WORRIED).filter(post__care=False), "post_id", "made_at")),
        ("held", _ids(held, "pk", "written_at")),
        ("told", _ids(_only_told(_firsts(flags, Flag.Kind.AGREEMENT)), "post_id", "made_at")),
        ("appeals", _ids(appeals, "pk", "made_at")),
        ("not-read", _ids(unread, "pk", "written_at")),
    ]


def _ids(rows: QuerySet[Any], column: str, since: str) -> QuerySet[Any, Any]:
    return rows.order_by(since, "pk").annotate(entry=F(column)).values_list("entry", flat=True)


def _firsts(flags: QuerySet[Flag], kind: str) -> QuerySet[Flag]:
    """The first open flag of this kind on each post: several flags are one entry, which waits since the first."""
    earlier = Flag.objects.open().filter(post=OuterRef("post"), kind=kind, pk__lt=OuterRef("pk"))
    there = ("published", "held", "withdrawn")
    return flags.filter(~Exists(earlier), kind=kind, post__state__in=there)


def told_alone(
    user: User, scope: Scope, filters: Filters, tellers: Iterable[int], authors: Iterable[int]
) -> dict[tuple[int, int], int]:
    """How many entries each of these seats alone told of each of these authors. One query."""
    flags = Flag.objects.open().filter(_narrow(user, scope, filters, "post__"))
    others = Flag.objects.open().filter(post=OuterRef("post")).exclude(by=OuterRef("by"))
    told = _only_told(_firsts(flags, Flag.Kind.AGREEMENT)).filter(~Exists(others), by__in=tellers)
    rows = told.filter(post__author__in=authors).order_by().values_list("by", "post__author").annotate(Count("pk"))
    return {(teller, author): times for teller, author, times in rows}


def _only_told(flags: QuerySet[Flag]) -> QuerySet[Flag]:
    worried = Flag.objects.open().filter(post=OuterRef("post"), kind=Flag.Kind.WORRIED)
    return flags.filter(~Exists(worried), post__care=False).exclude(post__state="held")


def _narrow(user: User, scope: Scope, filters: Filters, post: str) -> Q:
    pk = OuterRef("post_id" if post else "pk")
    wanted = scope.clause(post) & ~Q(Exists(Pending.objects.filter(post=pk, seat=None, appeal=None)))
    if filters.circle:
        wanted &= Q(**{f"{post}circle__public_id": filters.circle})
    if filters.language:
        wanted &= Q(**{f"{post}circle__language": filters.language})
    if filters.mine:
        wanted &= Q(Exists(Claim.objects.now().filter(post=pk, by=user)))
    if filters.unclaimed:
        wanted &= ~Q(Exists(Claim.objects.now().filter(post=pk)))
    return wanted


def _narrow_appeals(user: User, scope: Scope, filters: Filters) -> Q:
    """Never against one's own decision, never one's own; a letter during a pause is for anybody but its writer."""
    wanted = ~Q(seat__circle__in=scope.sits_in) & ~Q(seat__in=scope.seats) & ~Q(seat__in=scope.known) & Q(pending=None)
    if scope.circles is not None:
        wanted &= Q(seat__circle__in=scope.circles)
    wanted &= ~Q(kind=Appeal.Kind.APPEAL, against=user) | Q(kind=Appeal.Kind.APPEAL, against=None)
    if scope.seats:
        wanted &= ~Q(Exists(Flag.objects.filter(by__in=scope.seats, post=OuterRef("post_id"))))
    if filters.circle:
        wanted &= Q(seat__circle__public_id=filters.circle)
    if filters.language:
        wanted &= Q(seat__circle__language=filters.language)
    if filters.mine:
        wanted &= Q(Exists(Claim.objects.now().filter(post=OuterRef("post_id"), by=user)))
    return wanted
