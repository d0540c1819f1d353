"""What changed about a circle, for its members: agreement, seats, who may come, facilitators, and reading by staff.

Nothing here looks at a decision: no pause, no removal, nobody's name. In a circle of eight a line about reading could
say whose post was read, so it is told by the month, after the month is over, without a number one could count with,
without why, and not before enough people have written that it could be about any of them
(docs/adr/0021-what-members-read-of-staff.md).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from circles.models import Circle
from moderation.models import CircleChange, Opening

# A line about reading covers time in which at least so many members wrote.
COULD_BE_ANY_OF = 3
# From so many posts on they are "a few", and "many".
A_FEW, MANY = 3, 10


@dataclass(frozen=True, slots=True)
class Change:
    """One line. `kind` is opened, agreement, seats, joining, facilitator or reading; `number` and `joining` say more.

    `day` is the first of its month where `kind` is reading: `number` is then 1, A_FEW or MANY, at least so many posts.
    """

    kind: str
    day: date
    number: int = 0
    joining: str = ""


def changes_of(circle: Circle) -> list[Change]:
    """Newest first. Four queries, whatever there is."""
    lines = [*_agreements(circle), *_kept(circle)]
    lines += [(_after(change.day), change) for change in _reading(circle)]
    return [change for _at, change in sorted(lines, key=lambda line: line[0], reverse=True)]


def _agreements(circle: Circle) -> Iterator[tuple[datetime, Change]]:
    for version, written_at in circle.agreements.values_list("version", "written_at"):
        yield written_at, Change("opened" if version == 1 else "agreement", _day(written_at), version)


def _kept(circle: Circle) -> Iterator[tuple[datetime, Change]]:
    for one in CircleChange.objects.filter(circle=circle):
        yield one.made_at, Change(one.what, _day(one.made_at), one.seats or 0, one.joining)


def _reading(circle: Circle) -> Iterator[Change]:
    this_month = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    looks = Opening.objects.filter(post__circle=circle, made_at__lt=this_month).order_by()
    read = looks.annotate(month=TruncMonth("made_at")).values_list("month").annotate(n=Count("post", distinct=True))
    wrote = circle.posts.filter(written_at__lt=this_month, author__isnull=False).order_by()
    writers = wrote.annotate(month=TruncMonth("written_at")).values_list("month", "author").distinct()
    return told(((_day(month), n) for month, n in read), ((_day(month), author) for month, author in writers))


def told(read: Iterable[tuple[date, int]], writers: Iterable[tuple[date, int]]) -> Iterator[Change]:
    """The lines about reading, from months over: how many posts were read in each, and who wrote in each.

    Reading in a month when too few wrote is told with the next month in which enough have.
    """
    posts, wrote = dict(read), list(writers)
    waiting, people = 0, set[int]()
    for month in sorted({*posts, *(month for month, _author in wrote)}):
        people |= {author for of, author in wrote if of == month}
        waiting += posts.get(month, 0)
        if waiting and len(people) >= COULD_BE_ANY_OF:
            yield Change("reading", month, _about(waiting))
            waiting = 0
        if not waiting:
            people = set()


def _after(month: date) -> datetime:
    """When a month is over: only then its reading was told."""
    following = (month + timedelta(days=31)).replace(day=1)
    return datetime(following.year, following.month, 1, tzinfo=timezone.get_current_timezone())


def _about(posts: int) -> int:
    return next(step for step in (MANY, A_FEW, 1) if posts >= step)


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
