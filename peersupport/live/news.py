"""The shapes between the hub, which knows topics and sockets, and the apps, which know who may read what."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, runtime_checkable

Frames = Mapping[str, str]  # language -> a ready JSON frame
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is behind a socket, fixed when it opened. `seat` is 0 for topics without seats."""

    person: int
    seat: int
    session: str
    epoch: int
    language: str


@dataclass(frozen=True, slots=True)
class Ask:
    """What this process wants to know of one topic.

    `afters` are the numbers its local sockets were brought to (usually all the same one); empty: only who may read now.
    `rung` is False when nobody rang and the topic is only looked at again.
    """

    afters: frozenset[int]
    readers: frozenset[Reader]
    rung: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """The frames for the sockets that were brought to one number. No frame: nothing to tell, not even that.

    `own` maps a seat to frames sent to it instead of everyone's: what others may not see, and what of it is theirs.
    """

    everyone: Frames = field(default_factory=dict)
    own: Mapping[int, Frames] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edition:
    """What is new in one topic up to the number `up_to`, one part for each of the asked `afters`.

    Readers outside `may_read` get nothing and are closed. It must be decided after the news is read: whoever lost a
    seat before a post was committed is then found without it.
    """

    up_to: int
    may_read: frozenset[Reader]
    parts: Mapping[int, Part] = field(default_factory=dict)


class News(Protocol):
    """How one kind of topic is read. Both run in a thread and may use the database."""

    def read(self, asks: Mapping[str, Ask]) -> Mapping[str, Edition]:
        """One batch for all topics of this kind that were rung in a tick; keys are what follows the colon.

        A topic that is left out is gone: its readers are closed.
        """
        ...

    def high_water(self, keys: Collection[str]) -> Mapping[str, int]:
        """The highest number of each topic, in one query. Topics that are gone are left out."""
        ...


class Question(NamedTuple):
    """A statement for PostgreSQL whose text is always the same, with `$1` and so on for its values, as UTF-8."""

    sql: str
    values: Sequence[bytes]


@runtime_checkable
class QuickNews(News, Protocol):
    """News to be asked without a thread, where the database allows it. `question` and `is_quick` run on the loop."""

    def question(self, asks: Mapping[str, Ask]) -> Question | None:
        """What `read` would ask; None: this database is asked in a thread."""
        ...

    def is_quick(self, rows: Collection[Row]) -> bool:
        """No more is to be asked, and `answer` takes a few milliseconds: it runs on the loop. Otherwise in a thread."""
        ...

    def answer(self, asks: Mapping[str, Ask], rows: Collection[Row]) -> Mapping[str, Edition]:
        """What `read` answers, from the rows that the question brought."""
        ...


_kinds: dict[str, News] = {}


def register(kind: str, news: News) -> None:
    """Says who reads the news of `kind`:<key>. Apps call it when they are ready."""
    _kinds[kind] = news


def reader_of(kind: str) -> News | None:
    """Who reads the news of this kind; None if nobody registered it."""
    return _kinds.get(kind)
