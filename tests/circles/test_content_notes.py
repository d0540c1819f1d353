"""Content notes: their author adds one while writing, each reader chooses what stays closed, frames are alike for all."""

import pytest
from django.utils import translation

from circles import actions
from circles.faces import render_post
from circles.models import Post
from peersupport import content_themes
from peersupport.accounts.content_notes import choose_folding
from peersupport.policy import Refused
from tests.cast import HELD_WORDS, NUDGED_WORDS, draft, reply, share

pytestmark = pytest.mark.django_db
SENT = {"words": "It was a long night.", "need": "listen", "token": "content-note-1"}


@pytest.fixture
def hearth(cast) -> str:
    return f"/circles/{cast.hearth.public_id}/"


def noted(cast, theme: str, words: str = "") -> Post:
    post = share(cast.ada, "It was a long night.")
    return actions.note_own(cast.ada, post, (theme, words or content_themes.shown(theme, "")))


@pytest.mark.parametrize(
    ("theme", "words", "kept"),
    [
        ("relapse", "", ("relapse", "Drinking, using, a relapse")),
        ("relapse", "my  third  try", ("relapse", "my third try")),
        ("", "an old dog", ("other", "an old dog")),
        ("", "losing SOMEBODY", ("loss", "losing SOMEBODY")),
        ("", "", ("", "")),
    ],
)
def test_an_author_adds_a_note_while_writing(cast, as_user, hearth, theme, words, kept):
    answer = as_user(cast.ada.user).post(hearth, {**SENT, "note_theme": theme, "note_words": words})
    assert answer.status_code == 303
    post = Post.objects.get()
    assert (post.content_theme, post.content_note) == kept


def test_something_else_needs_words_and_nothing_written_is_lost(cast, as_user, hearth):
    answer = as_user(cast.ada.user).post(hearth, {**SENT, "note_theme": "other"})
    page = answer.content.decode()
    assert answer.status_code == 422 and not Post.objects.exists()
    assert "Say in a word or two what it speaks of." in page and SENT["words"] in page
    assert '<details class="composer-note" id="note" open>' in page


def test_the_note_goes_through_the_pause_before_posting(cast, as_user, hearth):
    above = share(cast.bo)
    path = f"{hearth}posts/{above.public_id}/"
    sent = {"words": NUDGED_WORDS, "token": "content-note-2", "note_theme": "relapse"}
    page = as_user(cast.ada.user).post(path, sent).content.decode()
    assert '<input type="hidden" name="note_theme" value="relapse">' in page


def test_the_same_press_with_another_note_is_another_body(cast):
    actions.share(cast.ada, draft("One.", need="listen", token="the-same-press"))
    with pytest.raises(actions.TokenTaken):
        actions.share(cast.ada, actions.Draft("One.", "the-same-press", "listen", note=("loss", "Losing somebody")))


def test_a_note_is_read_like_the_words_below_it(cast, as_user, hearth):
    answer = as_user(cast.ada.user).post(hearth, {**SENT, "note_words": HELD_WORDS})
    assert answer.status_code == 403 and not Post.objects.exists()
    assert SENT["words"] in answer.content.decode()
    post = share(cast.ada)
    with pytest.raises(Refused):
        actions.note_own(cast.ada, post, ("other", HELD_WORDS))


def test_rewording_keeps_changes_or_takes_away_the_note(cast, as_user, hearth):
    held = reply(cast.bo, share(cast.ada), HELD_WORDS)
    actions.note_own(cast.bo, held, ("violence", "Violence, abuse"))
    path = f"{hearth}posts/{held.public_id}/reword/"
    browser = as_user(cast.bo.user)
    assert '<option value="violence" selected>' in browser.get(path).content.decode()
    browser.post(path, {"words": f"{HELD_WORDS} Again.", "token": "reword-note-1"})
    held.refresh_from_db()
    assert held.content_theme == "violence", "an older page that did not ask takes nothing away"
    browser.post(path, {"words": "I am angry.", "token": "reword-note-2", "note_theme": "", "note_words": ""})
    held.refresh_from_db()
    assert (held.content_theme, held.content_note, held.state) == ("", "", "published")


def test_each_reader_has_closed_what_they_chose(cast, as_user, hearth):
    noted(cast, "relapse")
    is_open = lambda user: 'data-theme="relapse" open>' in as_user(user).get(hearth).content.decode()  # noqa: E731
    assert not is_open(cast.bo.user), "closed before anybody chose"
    for when, themes, opens in (("never", [], True), ("mine", ["loss"], True), ("mine", ["relapse"], False),
                                ("always", ["loss"], False)):  # fmt: skip
        answer = as_user(cast.bo.user).post("/me/content-notes/", {"when": when, "themes": themes})
        assert answer.status_code == 302
        cast.bo.user.refresh_from_db()
        assert is_open(cast.bo.user) is opens, when
    assert not is_open(cast.fay.user), "the choice of one is nobody else's"


def test_a_choice_there_is_not_changes_nothing(cast, as_user):
    assert as_user(cast.bo.user).post("/me/content-notes/", {"when": "sometimes"}).status_code == 403
    choose_folding(cast.bo.user, "mine", ["loss", "no such theme"])
    cast.bo.user.refresh_from_db()
    assert (cast.bo.user.note_folding, cast.bo.user.folded_themes) == ("mine", ["loss"])


def test_a_frame_is_closed_for_everybody_and_says_its_theme(cast):
    post = noted(cast, "relapse")
    choose_folding(cast.ada.user, "never", [])
    html = render_post(post, seat_id=cast.ada.pk)
    assert '<details class="content-note" data-theme="relapse"><summary>' in html


def test_a_label_is_read_in_the_readers_language_and_own_words_as_they_are(cast):
    post = noted(cast, "loss")
    assert content_themes.theme_of(post.content_note) == "loss"
    with translation.override("es"):
        assert content_themes.shown("loss", post.content_note) == str(content_themes.THEMES[2].label)
        assert content_themes.shown("loss", "my brother") == "my brother"


def test_withdrawn_words_take_their_note_along(cast):
    post = actions.withdraw(cast.ada, noted(cast, "loss"))
    assert (post.content_note, post.content_theme) == ("", "")
