"""Help lines for authors: in danger, afraid for a friend, and where one passage would have to be read first."""

from datetime import timedelta

import pytest

from circles import actions
from circles.models import Post
from moderation import actions as moderation_actions
from moderation import desk
from peersupport.accounts.help_lines import has_lines, have_these
from peersupport.policy import Refused
from tests.cast import HELD_WORDS, WORRYING_WORDS, reply, share

pytestmark = pytest.mark.django_db

FRIEND_WORDS = "My brother told me he wants to die. I don't know what to do."
PACT = "Who wants to go with me?"
DANGER = "I want to die tonight."
FRIENDS = '<section class="care is-for-a-friend"'


def circle_page(cast, browser) -> str:
    return browser.get(f"/circles/{cast.hearth.public_id}/").content.decode()


def path(cast, post: Post) -> str:
    return f"/circles/{cast.hearth.public_id}/posts/{post.public_id}/"


def test_fear_for_a_friend_brings_lines_for_helpers_to_the_author_alone(cast, as_user):
    share(cast.ada, FRIEND_WORDS)
    mine, others = circle_page(cast, as_user(cast.ada.user)), circle_page(cast, as_user(cast.bo.user))
    assert FRIENDS in mine and "tel:988" in mine and "What you wrote sounds heavy" not in mine
    assert FRIENDS not in others and "tel:988" not in others


def test_fear_for_a_friend_calls_nobody_to_the_desk_and_holds_nothing(cast):
    post = share(cast.ada, FRIEND_WORDS)
    assert post.is_published and not post.care
    assert desk.look(cast.mo).rows == []


def test_ones_own_danger_comes_before_fear_for_a_friend(cast, as_user):
    share(cast.ada, FRIEND_WORDS)
    share(cast.ada, WORRYING_WORDS)
    html = circle_page(cast, as_user(cast.ada.user))
    assert 'id="care-title"' in html and html.count('id="care-title"') == 1 and FRIENDS not in html


def test_the_card_says_who_sees_it_and_never_takes_the_focus(cast, as_user):
    share(cast.ada, WORRYING_WORDS)
    html = circle_page(cast, as_user(cast.ada.user))
    card = html[html.index('<section class="care"') : html.index("I have these")]
    assert "A moderator will see your post" in card and "volunteers" in card
    assert "autofocus" not in card and "tabindex" not in card and 'role="alert"' not in card


def test_i_have_these_makes_it_one_line_for_a_week(cast, as_user):
    share(cast.ada, WORRYING_WORDS)
    browser, here = as_user(cast.ada.user), f"/circles/{cast.hearth.public_id}/"
    assert browser.post("/me/help-lines/", {"back": here})["Location"] == here
    html = browser.get(here).content.decode()
    assert '<details class="care is-small">' in html and "tel:988" in html and "I have these" not in html
    user = cast.ada.user
    user.refresh_from_db()
    user.has_lines_until -= timedelta(days=7)
    assert not has_lines(user)


def test_i_have_these_leads_to_no_other_site(cast, as_user):
    for away in ("https://example.org/", "//example.org/", ""):
        assert as_user(cast.ada.user).post("/me/help-lines/", {"back": away})["Location"] == "/"


def test_nobody_else_sees_that_somebody_has_their_lines(cast, as_user):
    before = as_user(cast.ani, factor=True).get(f"/admin/accounts/user/{cast.ada.user.pk}/change/").content.decode()
    have_these(cast.ada.user)
    after = as_user(cast.ani, factor=True).get(f"/admin/accounts/user/{cast.ada.user.pk}/change/").content.decode()
    assert str(cast.ada.user.has_lines_until) not in after and "lines" not in before.lower()


def test_care_and_hold_show_help_lines_first_and_then_why(cast, as_user):
    post = share(cast.ada, f"{DANGER} {PACT}")
    assert post.state == Post.State.HELD
    html = as_user(cast.ada.user).get(path(cast, post)).content.decode()
    lines, why = (
        html.index("tel:988"),
        html.index("We'd like to read this before the others do. You've done nothing wrong"),
    )
    assert lines < why < html.index(f"{path(cast, post)}without/")


def test_the_rest_goes_out_at_once_without_the_marked_passage(cast, as_user):
    post = share(cast.ada, f"It has been a long week. {DANGER} {PACT} Thank you for reading.")
    browser = as_user(cast.ada.user)
    shown = browser.get(f"{path(cast, post)}without/").content.decode()
    assert DANGER in shown and PACT not in shown
    assert browser.post(f"{path(cast, post)}without/").status_code == 303
    post.refresh_from_db()
    assert post.is_published and post.place and post.care
    assert post.words == f"It has been a long week. {DANGER} Thank you for reading."
    assert PACT not in circle_page(cast, as_user(cast.bo.user))
    assert "tel:988" in circle_page(cast, browser)


def test_care_and_hold_are_one_entry_at_the_desk_before_and_after(cast):
    post = share(cast.ada, f"{DANGER} {PACT}")
    assert [(row.kind, row.id) for row in desk.look(cast.mo).rows] == [("care", post.public_id)]
    moderation_actions.flag(cast.bo, share(cast.fay), kind="agreement", words="")
    post = actions.post_without(cast.ada, post)
    moderation_actions.flag(cast.bo, post, kind="worried", words="")
    moderation_actions.flag(cast.fay, post, kind="agreement", words="")
    assert [row.id for row in desk.look(cast.mo).rows].count(post.public_id) == 1
    assert desk.look(cast.mo).counts["care"] == 1


@pytest.mark.parametrize(("who", "status"), [("ada", 200), ("bo", 404), ("cy", 404)])
def test_only_its_author_lets_it_go_out(cast, as_user, who, status):
    post = share(cast.ada, f"{DANGER} {PACT}")
    browser = as_user(getattr(cast, who).user)
    assert browser.get(f"{path(cast, post)}without/").status_code == status


def test_a_hard_word_without_danger_cannot_be_left_out_this_way(cast):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    with pytest.raises(Refused):
        actions.post_without(cast.bo, post)


def test_where_nothing_would_be_left_it_says_so(cast, as_user):
    post = share(cast.ada, "I want to die tonight, who wants to go with me?")
    assert post.state == Post.State.HELD
    assert "Nothing would be left" in as_user(cast.ada.user).get(f"{path(cast, post)}without/").content.decode()
    with pytest.raises(Refused):
        actions.post_without(cast.ada, post)
