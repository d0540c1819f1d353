"""Three questions written out as SQL: they are asked at every reply, and composing them anew cost twice the answer.

Each brings its list as a small table of its own (VALUES), so that one statement serves any number of circles, on
either database. All that is put into the statements' text is names of columns and places for values.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from circles.models import Circle, Membership, Post
from peersupport.live.news import Reader


class Given(NamedTuple):
    """A support, with the name of the seat that gave it."""

    post_id: int
    seat_id: int
    kind: str
    name: str


class Seated(NamedTuple):
    """A seat that is taken now by an open account, asked for in a session that is alive."""

    seat: int
    session: str
    circle: int
    person: int
    epoch: int


_POST_FIELDS = [field for field in Post._meta.concrete_fields if field.name != "words"]
_POST_COLUMNS = ", ".join(f'post."{field.column}"' for field in _POST_FIELDS)

_CHANGES = f"""
WITH asked (circle, after) AS (VALUES {{pairs}})
SELECT circle.id AS circle_key, circle.seq AS circle_seq, circle.floor_seq AS circle_floor,
       circle.public_id AS circle_name, circle.state AS circle_state,
       author.name AS author_name, share.public_id AS share_name, {_POST_COLUMNS}
FROM asked
JOIN circles_circle circle ON circle.id = asked.circle
LEFT JOIN circles_post post ON post.circle_id = circle.id AND post.seq > asked.after
     AND asked.after <= circle.seq AND asked.after >= circle.floor_seq AND asked.after >= circle.seq - {{most}}
LEFT JOIN circles_membership author ON author.id = post.author_id
LEFT JOIN circles_post share ON share.id = post.share_id
ORDER BY circle.id, post.seq
"""  # noqa: S608

_SEATED = """
WITH asked (seat, session) AS (VALUES {pairs})
SELECT asked.seat, asked.session, seat.circle_id, seat.user_id, person.sign_in_epoch
FROM asked
JOIN circles_membership seat ON seat.id = asked.seat AND seat.state = 'active'
JOIN accounts_user person ON person.id = seat.user_id AND person.is_active
JOIN django_session session ON session.session_key = asked.session AND session.expire_date > %s
"""

_SUPPORTS = """
SELECT given.post_id, given.seat_id, given.kind, seat.name
FROM circles_support given JOIN circles_membership seat ON seat.id = given.seat_id
WHERE given.post_id IN ({places}) ORDER BY given.id
"""


def changes(afters: Mapping[int, Collection[int]], most: int) -> Iterator[Any]:
    """Circles with what changed in them after each of these numbers, the lowest numbers first; a post comes once.

    One row a post, as a Post without `words` that also carries `circle_key`, `circle_seq` and the like. A circle of
    which nothing is to be told, or more than `most` changes, comes as one row whose `pk` is None.
    """
    pairs = [(circle, after) for circle, some in afters.items() for after in some]
    statement = _CHANGES.format(pairs=_places(pairs), most=int(most))
    known: set[int] = set()
    for post in Post.objects.raw(statement, _flat(pairs)):
        if post.pk not in known:
            yield _with_relatives(post)
            known |= {post.pk} - {None}


def seated(readers: Collection[Reader]) -> list[Seated]:
    """Those of the readers' seats that are taken in a session that is alive. One statement."""
    pairs = [(reader.seat, reader.session) for reader in readers]
    if not pairs:
        return []
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    return [Seated(*row) for row in _ask(_SEATED.format(pairs=_places(pairs)), [*_flat(pairs), now])]


def supports_by_post(posts: Iterable[Post]) -> Mapping[int, list[Given]]:
    """All supports of these posts in one statement, in the order they were given."""
    # A support is a change, so a post that stands at its first number has none yet.
    keys = [post.pk for post in posts if post.seq != post.place]
    found: dict[int, list[Given]] = {}
    for row in _ask(_SUPPORTS.format(places=", ".join(["%s"] * len(keys))), keys) if keys else ():
        found.setdefault(row[0], []).append(Given(*row))
    return found


def _with_relatives(post: Any) -> Any:
    """Sets what a face asks of a post's circle, author and share, so that none of them is fetched."""
    if post.pk is not None:
        post.circle = Circle(pk=post.circle_key, public_id=post.circle_name, state=post.circle_state)
        post.author = Membership(pk=post.author_id, name=post.author_name) if post.author_id else None
        post.share = Post(pk=post.share_id, public_id=post.share_name) if post.share_id else None
    return post


def _places(pairs: list[tuple[Any, Any]]) -> str:
    return ", ".join(["(%s, %s)"] * len(pairs))


def _flat(pairs: list[tuple[Any, Any]]) -> list[Any]:
    return [value for pair in pairs for value in pair]


def _ask(statement: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()  # type: ignore[no-any-return]
