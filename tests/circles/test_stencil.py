"""What is filled in is letter for letter what the template renders."""

from datetime import UTC, datetime

import pytest
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from circles.faces import render_post
from circles.models import Circle, Post
from circles.rows import POST_COLUMNS, Changed
from circles.stencil import article

NASTY = "<b>&\"' {{ face.name }} {% now %} \ue000name\ue001 \u202e %s"
text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
ids = st.text("abcXYZ019_-", min_size=16, max_size=16)


def changed(**words: object) -> Changed:
    usual = {
        "circle_key": 1, "circle_seq": 9, "circle_floor": 0, "circle_name": "acircle", "circle_state": "open",
        "author_name": "Ada", "share_name": "ashare", "seated": None, "id": 5, "public_id": "apost", "circle_id": 1,
        "share_id": 4, "author_id": 3, "state": "published", "place": 8, "seq": 9, "need": "", "html": "<p>words</p>",
        "guidance": "{}", "care": False, "unread": False, "note": "", "content_note": "", "content_theme": "",
        "written_at": datetime(2026, 11, 22, 14, 3, tzinfo=UTC),
    }  # fmt: skip
    return Changed(**{**usual, **words})  # type: ignore[arg-type]


def rendered(row: Changed, language: str) -> str:
    with translation.override(language):
        return render_post(row.as_post(), seat_id=None)


@given(
    author_name=text, html=text, public_id=ids, share_name=ids, circle_name=ids,
    place=st.integers(1, 2**62), later=st.integers(0, 1_000_000), language=st.sampled_from(["en", "es"]),
    need=st.sampled_from(["", *Post.Need.values]), circle_state=st.sampled_from(Circle.State.values),
    is_reply=st.booleans(),
    written_at=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
)  # fmt: skip
@example(
    author_name=NASTY, html=NASTY, public_id="a" * 16, share_name="b" * 16, circle_name="c" * 16,
    place=1_234_567, later=1, language="es", need="listen", circle_state="open", is_reply=True,
    written_at=datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
)  # fmt: skip
def test_it_is_what_the_template_makes(place: int, later: int, language: str, is_reply: bool, **words: object) -> None:
    row = changed(place=place, seq=place + later, **words)
    if not is_reply:
        row = row._replace(share_id=None, share_name=None)
    assert article(row, language) == rendered(row, language)


@pytest.mark.parametrize(
    "words",
    [{"state": state} for state in Post.State.values if state != "published"]
    + [{"content_note": "a note"}, {"content_theme": "loss"}, {"author_name": None}],
)
def test_what_looks_otherwise_is_left_to_the_template(words: dict[str, object]) -> None:
    assert article(changed(**words), "en") is None


def test_a_row_holds_what_a_post_has_but_what_no_face_asks_for() -> None:
    columns = {field.attname for field in Post._meta.concrete_fields}
    assert set(POST_COLUMNS) == columns - {"words", "token", "seal"}
    assert [field.attname for field in Post._meta.concrete_fields if field.attname in POST_COLUMNS] == list(
        POST_COLUMNS
    )
