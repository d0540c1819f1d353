"""What is new to one reader: published by somebody else, placed after what they have read. Private to them."""

from collections.abc import Iterable
from dataclasses import replace

from circles.faces import Face
from circles.models import Membership, Post


def is_new(post: Post, seat: Membership) -> bool:
    if post.author_id == seat.pk or not post.is_published:
        return False
    return post.place is not None and post.place > seat.read_up_to


def with_lines(faces: Iterable[Face], seat: Membership) -> list[Face]:
    """The same faces, in the order of the page; the line stands once, above the first new one.

    New ones further on, below what was read before or below the reader's own words, have their quiet mark only.
    """
    lined, begun = [], False
    for one in faces:
        now = is_new(one.post, seat)
        lined.append(replace(one, is_new=True, begins_new=not begun) if now else one)
        begun = begun or now
    return lined
