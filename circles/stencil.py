"""A published post's article without a run of its template: cut out of it once, then only filled in.

Rendering `circles/_post.html` takes half a millisecond and filling in what differs from reply to reply a hundredth of
that. The template stays the only place where an article is written: a cut is the template's own output for a post
whose words are marks, and `tests/circles/test_stencil.py` holds what is filled in against what it renders.
"""

import re
from datetime import datetime
from functools import lru_cache
from html import escape

from django.utils import translation

from circles.faces import render_post, rounded
from circles.models import Circle, Membership, Post
from circles.rows import Changed

# Characters that no post holds: the marks are made here, and what is filled in is never searched for them.
_HOLE = re.compile("\ue000(.*?)\ue001")


def article(row: Changed, language: str) -> str | None:
    """As everyone in the circle sees it; None for what has no cut: a state, a note, a name that is a sentence."""
    if row.state != Post.State.PUBLISHED or row.content_note or row.content_theme or row.author_name is None:
        return None
    is_reply = row.share_id is not None
    texts, holes = _cut(language, row.circle_state, row.need, is_reply, rounded(row.written_at))
    values = {
        "circle": row.circle_name,
        "share": row.share_name or "",
        "post": row.public_id,
        "seq": str(row.seq),
        "place": str(row.place),
        "name": escape(row.author_name),
        "html": row.html,
    }
    filled = list(texts)
    filled[1::2] = [values[hole] for hole in holes]
    return "".join(filled)


@lru_cache(maxsize=256)
def _cut(language: str, circle_state: str, need: str, is_reply: bool, when: datetime) -> tuple[list[str], list[str]]:
    """The texts between the holes, with room for what comes into each hole, and the names of the holes in order."""
    post = Post(public_id=_mark("post"), state=Post.State.PUBLISHED, need=need, html=_mark("html"), written_at=when)
    post.circle = Circle(public_id=_mark("circle"), state=circle_state)
    post.author = Membership(pk=1, name=_mark("name"))
    post.share = Post(pk=1, public_id=_mark("share")) if is_reply else None
    post.seq, post.place = _mark("seq"), _mark("place")  # type: ignore[assignment]
    with translation.override(language):
        pieces = _HOLE.split(render_post(post, seat_id=None))
    return pieces, pieces[1::2]  # type: ignore[return-value]  # a pattern whose group always matches


def _mark(name: str) -> str:
    return f"\ue000{name}\ue001"
