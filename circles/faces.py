"""A post as one seat may see it: the only thing templates and frames are given.

`seat_id` None means everyone in the circle: nothing personal is in that face, so that one frame fits all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from circles.models import Circle, Post, Support
from circles.paths import circle_path, post_path
from circles.rows import Given
from peersupport import content_themes
from peersupport.accounts.content_notes import is_open_for
from peersupport.accounts.models import User

ROUNDED_TO = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class SupportFace:
    kind: str
    label: str
    names: tuple[str, ...]
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Face:
    """What a template needs of a post. `html` is empty when the words are not for this reader."""

    post: Post
    id: str
    path: str
    share_path: str
    share_id: str
    name: str
    html: str
    state: str
    when: datetime
    is_mine: bool
    need_label: str
    supports: tuple[SupportFace, ...]
    is_open: bool
    # The content note as this reader reads it, and whether the words below stand open all the same.
    note: str = ""
    is_note_open: bool = False
    # Only on pages, never in frames: new since this reader was here; the first of them on this page.
    is_new: bool = False
    begins_new: bool = False

    @property
    def is_gone(self) -> bool:
        return not self.html


def rounded(moment: datetime) -> datetime:
    """Times shown to others are rounded down to five minutes: they tell of an evening, not of a person's steps."""
    return moment - (moment - datetime.min.replace(tzinfo=moment.tzinfo)) % ROUNDED_TO


def face(
    post: Post, circle: Circle, *, seat_id: int | None, supports: Iterable[Given] = (), reader: User | None = None
) -> Face:
    """One post, for one seat or for everyone. `reader` brings their choice about content notes, never in a frame."""
    shows = post.shows_words_to(seat_id)
    above = post.share if post.share_id else None
    share_path = post_path(circle, above or post)
    return Face(
        post=post,
        id=post.public_id,
        path=post_path(circle, post),
        share_path=share_path,
        share_id=above.public_id if above else "",
        name=post.author.name if post.author else _("Somebody who left"),
        html=SafeString(post.html) if shows else "",
        state=post.state if shows else "gone",
        when=rounded(post.written_at),
        is_mine=seat_id is not None and post.author_id == seat_id,
        need_label=str(post.get_need_display()) if post.need else "",
        supports=_support_faces(supports, seat_id) if shows else (),
        is_open=not circle.is_resting and post.is_published,
        note=content_themes.shown(post.content_theme, post.content_note) if post.content_note else "",
        is_note_open=is_open_for(reader, post.content_theme),
    )


def render_post(post: Post, *, seat_id: int | None, supports: Iterable[Given] = ()) -> str:
    """The whole article as HTML, in the active language; for the live frames. `post.circle` is loaded."""
    seen = face(post, post.circle, seat_id=seat_id, supports=supports)
    return render_to_string("circles/_post.html", {"face": seen, "circle_path": circle_path(post.circle)})


def _support_faces(supports: Iterable[Given], seat_id: int | None) -> tuple[SupportFace, ...]:
    names: dict[str, list[str]] = {kind: [] for kind in Support.Kind.values}
    mine = set()
    for support in supports:
        names[support.kind].append(support.name)
        if support.seat_id == seat_id:
            mine.add(support.kind)
    return tuple(
        SupportFace(kind, str(label), tuple(names[kind]), kind in mine) for kind, label in Support.Kind.choices
    )
