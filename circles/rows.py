"""Questions written out as SQL: asked at every reply or return, where composing them anew cost twice the answer.

Their answers are plain rows. A Post is made only of those that are rendered from one.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from circles.models import Circle, Membership, Post
from circles.statements import Statement, vendor
from peersupport.live.news import Ask, Question, Reader, Row


class News(NamedTuple):
    """`may_read`, by circle: whose seat is taken now, by an open account, in a session that is alive."""

    rows: "list[Changed]"
    may_read: Mapping[int, frozenset[Reader]]


class Given(NamedTuple):
    """A support, with the name of the seat that gave it."""

    post_id: int
    seat_id: int
    kind: str
    name: str


class Changed(NamedTuple):
    """A circle and one post that changed in it, without `words`; `id` is None where there is no post to tell of.

    One row of an answer carries `seated`: the names of the readers who have their seat now.
    """

    circle_key: int
    circle_seq: int
    circle_floor: int
    circle_name: str
    circle_state: str
    author_name: str | None
    share_name: str | None
    seated: str | None
    # From here on the columns of a post, in the order of the model.
    id: int | None
    public_id: str
    circle_id: int
    share_id: int | None
    author_id: int | None
    state: str
    place: int | None
    seq: int
    need: str
    html: str
    guidance: str
    care: bool
    unread: bool
    note: str
    content_note: str
    content_theme: str
    written_at: datetime

    def as_post(self) -> Post:
        """With what a face asks of its circle, author and share, so that none of them is fetched."""
        row = self._replace(guidance=json.loads(self.guidance))
        post = Post.from_db(DEFAULT_DB_ALIAS, POST_COLUMNS, row[-len(POST_COLUMNS) :])
        post.circle = Circle(pk=self.circle_key, public_id=self.circle_name, state=self.circle_state)
        post.author = Membership(pk=self.author_id, name=self.author_name or "") if self.author_id else None
        post.share = Post(pk=self.share_id, public_id=self.share_name or "") if self.share_id else None
        return post


POST_COLUMNS = Changed._fields[Changed._fields.index("id") :]


_ID, _SEQ, _PLACE = map(Changed._fields.index, ("id", "seq", "place"))


def _column(name: str) -> str:
    # As text: the two databases give JSON in different shapes, and few of the rows are read so far.
    return "CAST(post.guidance AS text)" if name == "guidance" else f'post."{name}"'


_NEWS = Statement(
    f"""
SELECT circle.id, circle.seq, circle.floor_seq, circle.public_id, circle.state, author.name, share.public_id,
       CASE WHEN row_number() OVER () = 1 THEN (
           SELECT {{gather}}(reader.name, ' ')
           FROM {{reader}}
           JOIN circles_membership seat ON seat.id = reader.seat AND seat.state = 'active'
                AND seat.circle_id = reader.circle AND seat.user_id = reader.person
           JOIN accounts_user person ON person.id = seat.user_id AND person.is_active
                AND person.sign_in_epoch = reader.epoch
           JOIN django_session session ON session.session_key = reader.session AND session.expire_date > %s
       ) END,
       {", ".join(map(_column, POST_COLUMNS))}
FROM {{asked}}
JOIN circles_circle circle ON circle.id = asked.circle
LEFT JOIN circles_post post ON post.circle_id = circle.id AND post.seq > asked.after
     AND asked.after <= circle.seq AND asked.after >= circle.floor_seq AND asked.after >= circle.seq - %s
LEFT JOIN circles_membership author ON author.id = post.author_id
LEFT JOIN circles_post share ON share.id = post.share_id
ORDER BY circle.id, post.seq
""",  # noqa: S608
    reader={
        "name": "text", "seat": "bigint", "circle": "bigint", "person": "bigint", "epoch": "bigint", "session": "text",
    },
    asked={"circle": "bigint", "after": "bigint"},
)  # fmt: skip

_SUPPORTS = Statement(
    """
SELECT given.post_id, given.seat_id, given.kind, seat.name
FROM {post}
JOIN circles_support given ON given.post_id = post.id
JOIN circles_membership seat ON seat.id = given.seat_id
ORDER BY given.id
""",
    post={"id": "bigint"},
)

_SEAT = Statement("""
SELECT seat.id, seat.circle_id
FROM circles_circle circle
JOIN circles_membership seat ON seat.circle_id = circle.id AND seat.state = 'active'
JOIN accounts_user person ON person.id = seat.user_id AND person.is_active
WHERE circle.public_id = %s AND person.id = %s
""")

_OWN = Statement("""
SELECT post, kind FROM (
    SELECT post.public_id AS post, '' AS kind FROM circles_post post
    WHERE post.author_id = %s ORDER BY post.seq DESC LIMIT %s
) AS written
UNION ALL
SELECT post, kind FROM (
    SELECT post.public_id AS post, given.kind
    FROM circles_support given JOIN circles_post post ON post.id = given.post_id
    WHERE given.seat_id = %s ORDER BY post.seq DESC LIMIT %s
) AS supported
""")

NOTHING = 2**63 - 1  # asked after this number, a circle has no changes to tell


def news(asks: Mapping[int, Ask], most: int) -> News:
    """What changed in circles after each of some numbers, and who of each circle's readers may read it.

    A circle of which nothing is to be told, or more than `most` changes, comes as one row whose `id` is None. Changes
    come in their order, each post once. It is one statement, because that has one view of the database: whoever lost a
    seat before one of these posts was committed is found without it.
    """
    return news_from(asks, _NEWS.ask(*_news_values(asks, most)))


def news_question(asks: Mapping[int, Ask], most: int) -> Question | None:
    """What `news` asks; None where it must be asked in a thread."""
    return _NEWS.question(*_news_values(asks, most))


def news_from(asks: Mapping[int, Ask], found: Iterable[Row]) -> News:
    """The rows that the question of `news` brings, as `news` gives them."""
    rows: list[Changed] = []
    seated: set[str] = set()
    known: set[int | None] = set()
    is_sqlite = vendor() == "sqlite"
    for values in found:
        row = Changed._make(values)
        if row.seated:
            seated.update(row.seated.split())
        if row.id is None or row.id not in known:
            rows.append(_with_time(row) if is_sqlite else row)
            known.add(row.id)
    if len(seated) == sum(len(ask.readers) for ask in asks.values()):
        return News(rows, {circle: ask.readers for circle, ask in asks.items()})
    may_read = {
        circle: frozenset(
            reader for number, reader in enumerate(_claims(circle, ask.readers)[1]) if f"{circle}.{number}" in seated
        )
        for circle, ask in asks.items()
    }
    return News(rows, may_read)


def _news_values(asks: Mapping[int, Ask], most: int) -> tuple[Any, ...]:
    pairs = [f"[{circle},{after}]" for circle, ask in asks.items() for after in ask.afters or (NOTHING,)]
    claims = [words for circle, ask in asks.items() if (words := _claims(circle, ask.readers)[0])]
    return f"[{','.join(claims)}]", timezone.now(), f"[{','.join(pairs)}]", most


@lru_cache(maxsize=1_024)
def _claims(circle: int, readers: frozenset[Reader]) -> tuple[str, tuple[Reader, ...]]:
    """What each of the readers says of themselves, as rows of JSON, and the readers in the order of these rows.

    They are the same ones from reply to reply. The order must be that of the set's members and not of the set: it is
    asked for twice, for the question and for its answer.
    """
    inorder = tuple(sorted(readers, key=astuple))
    rows = [
        (f"{circle}.{number}", reader.seat, circle, reader.person, reader.epoch, reader.session)
        for number, reader in enumerate(inorder)
    ]
    return json.dumps(rows)[1:-1], inorder


def taken_seat(circle: str, person: int) -> tuple[int, int] | None:
    """The seat of this person in the circle of this public id, and the circle, as primary keys; None without one."""
    return next(iter(_SEAT.ask(circle, person)), None)  # type: ignore[return-value]


def written_and_supported(seat: int, most: int) -> list[tuple[str, str]]:
    """Posts, by public id, that this seat wrote (kind is empty) or supports; the newest `most` of each."""
    return _OWN.ask(seat, most, seat, most)  # type: ignore[return-value]


def supports_by_post(posts: Iterable[Post | Changed]) -> Mapping[int, list[Given]]:
    """All supports of these posts in one statement, in the order they were given."""
    keys = [(post.id,) for post in posts if _has_changed_again(post)]
    found: dict[int, list[Given]] = {}
    for row in _SUPPORTS.ask(keys) if keys else ():
        found.setdefault(row[0], []).append(Given(*row))
    return found


def may_be_supported(row: Row) -> bool:
    """This row of news is a post whose supports are to be asked for."""
    return row[_ID] is not None and row[_SEQ] != row[_PLACE]


def _has_changed_again(post: Post | Changed) -> bool:
    # A support is a change, so a post that stands at its first number has none yet.
    return post.id is not None and post.seq != post.place


def _with_time(row: Changed) -> Changed:
    """SQLite keeps moments as text, in UTC."""
    when = row.written_at and datetime.fromisoformat(str(row.written_at)).replace(tzinfo=UTC)
    return row._replace(written_at=when)
