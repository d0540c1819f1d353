"""The pages of a circle over HTTP, with plain forms: everything works without JavaScript."""

import re

import pytest

from circles import actions
from circles.models import Membership, Post
from tests.cast import HELD_WORDS, NUDGED_WORDS, WORRYING_WORDS, reply, share

pytestmark = pytest.mark.django_db


def circle_url(cast) -> str:
    return f"/circles/{cast.hearth.public_id}/"


def post_url(cast, post) -> str:
    return f"{circle_url(cast)}posts/{post.public_id}/"


def field(html: str, name: str) -> str:
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', html).group(1)


def test_the_list_shows_mine_and_those_open_to_me_with_free_seats(cast, as_user):
    html = as_user(cast.ada.user).get("/circles/").content.decode()
    assert html.index("Hearth") < html.index("Lantern")
    assert "7 free seats" in html


def test_a_circle_by_invitation_is_invisible_to_others(cast, as_user):
    cast.lantern.joining = "invitation"
    cast.lantern.save()
    browser = as_user(cast.out)
    assert "Lantern" not in browser.get("/circles/").content.decode()
    assert browser.get(f"/circles/{cast.lantern.public_id}/join/").status_code == 404


def test_joining_asks_for_a_name_and_a_yes(cast, as_user):
    browser = as_user(cast.out)
    address = f"{circle_url(cast)}join/"
    assert "What is said here stays here" in browser.get(address).content.decode()
    refused = browser.post(address, {"name": "River", "version": 1})
    assert refused.status_code == 422
    assert 'value="River"' in refused.content.decode()
    assert browser.post(address, {"name": "River", "version": 1, "accept": "on"}).status_code == 303
    assert Membership.objects.get(user=cast.out).name == "River"


def test_a_name_that_is_taken_gets_a_kind_answer(cast, as_user):
    answer = as_user(cast.out).post(f"{circle_url(cast)}join/", {"name": "ada", "version": 1, "accept": "on"})
    assert answer.status_code == 422
    assert "already goes by that name" in answer.content.decode()


def test_a_full_circle_says_so(cast, as_user):
    cast.hearth.capacity = 3
    cast.hearth.save()
    assert "All seats" in as_user(cast.out).get("/circles/").content.decode()
    assert "All seats" in as_user(cast.out).get(f"{circle_url(cast)}join/").content.decode()


def test_a_share_is_posted_and_shown_newest_first(cast, as_user):
    share(cast.bo, "The first one.")
    browser = as_user(cast.ada.user)
    answer = browser.post(circle_url(cast), {"words": "The second one.", "need": "ideas", "token": "token-of-ada"})
    assert answer.status_code == 303
    html = browser.get(circle_url(cast)).content.decode()
    assert html.index("The second one.") < html.index("The first one.")
    assert "Ideas welcome" in html or "ideas welcome" in html


def test_empty_words_get_a_sentence_and_the_choice_stays(cast, as_user):
    answer = as_user(cast.ada.user).post(circle_url(cast), {"words": " \n", "need": "ideas", "token": "token-of-ada"})
    assert answer.status_code == 422
    assert "There are no words in it yet." in answer.content.decode()
    assert Post.objects.count() == 0


def test_too_many_words_are_refused_and_all_still_there(cast, as_user):
    words = "word " * 1_100
    answer = as_user(cast.ada.user).post(circle_url(cast), {"words": words, "need": "listen", "token": "token-of-ada"})
    assert answer.status_code == 422
    assert words.strip() in answer.content.decode()


def test_the_same_token_with_other_words_is_a_409_with_the_words_in_the_form(cast, as_user):
    browser = as_user(cast.ada.user)
    browser.post(circle_url(cast), {"words": "One.", "need": "listen", "token": "token-of-ada"})
    answer = browser.post(circle_url(cast), {"words": "Two.", "need": "listen", "token": "token-of-ada"})
    assert answer.status_code == 409
    assert "Two." in answer.content.decode()
    assert field(answer.content.decode(), "token") != "token-of-ada"


def test_a_nudge_pauses_once_and_then_posts_as_it_is(cast, as_user, share):
    browser = as_user(cast.bo.user)
    sent = {"words": NUDGED_WORDS, "token": "token-of-bo"}
    pause = browser.post(post_url(cast, share), sent)
    html = pause.content.decode()
    assert pause.status_code == 422
    assert "Nothing is posted yet" in html and "<mark>" in html
    assert Post.objects.count() == 1
    assert browser.post(post_url(cast, share), {**sent, "seen": field(html, "seen")}).status_code == 303
    assert Post.objects.get(share=share).words == NUDGED_WORDS


def test_a_kinder_wording_is_taken_without_javascript(cast, as_user, share):
    browser = as_user(cast.bo.user)
    pause = browser.post(post_url(cast, share), {"words": NUDGED_WORDS, "token": "token-of-bo", "use": "0.0"})
    html = pause.content.decode()
    assert pause.status_code == 422
    box = re.search(r"<textarea[^>]*>\s*(.*?)</textarea>", html, re.S).group(1)
    assert box and "believe you used" not in box
    assert Post.objects.count() == 1


def test_a_held_reply_is_seen_by_its_author_with_the_reason_and_by_nobody_else(cast, as_user, share):
    as_user(cast.bo.user).post(post_url(cast, share), {"words": HELD_WORDS, "token": "token-of-bo"})
    mine = as_user(cast.bo.user).get(post_url(cast, share)).content.decode()
    assert "Waiting to be read" in mine and "idiot" in mine
    assert "idiot" not in as_user(cast.ada.user).get(post_url(cast, share)).content.decode()


def test_help_lines_stand_on_the_page_for_the_author_in_danger_only(cast, as_user):
    browser = as_user(cast.ada.user)
    answer = browser.post(
        circle_url(cast), {"words": WORRYING_WORDS, "need": "listen", "token": "token-of-ada"}, follow=True
    )
    html = answer.content.decode()
    assert "We are glad you wrote this" in html.split("</header>")[-1] or "care-title" in html
    assert "tel:" in html
    theirs = as_user(cast.bo.user).get(circle_url(cast)).content.decode()
    assert WORRYING_WORDS.split(".")[1].strip() in theirs
    assert "care-title" not in theirs


def test_supports_are_shown_as_names(cast, as_user, share):
    browser = as_user(cast.bo.user)
    assert browser.post(f"{post_url(cast, share)}support/", {"kind": "hear"}).status_code == 303
    assert re.search(
        r"I hear you:</span>\s*<bdi>Bo</bdi>", as_user(cast.ada.user).get(circle_url(cast)).content.decode()
    )


def test_withdrawing_asks_first_and_leaves_a_wordless_line(cast, as_user, share):
    browser = as_user(cast.ada.user)
    assert share.words in browser.get(f"{post_url(cast, share)}withdraw/").content.decode()
    assert browser.post(f"{post_url(cast, share)}withdraw/").status_code == 303
    html = as_user(cast.bo.user).get(circle_url(cast)).content.decode()
    assert share.words not in html
    assert "A share was here" in html


def test_a_returned_post_shows_the_note_and_goes_out_again_with_other_words(cast, as_user, share):
    actions.return_to_author(share, note="Please leave the street name out.")
    browser = as_user(cast.ada.user)
    assert "Please leave the street name out." in browser.get(circle_url(cast)).content.decode()
    assert "Please leave" not in as_user(cast.bo.user).get(circle_url(cast)).content.decode()
    answer = browser.post(f"{post_url(cast, share)}reword/", {"words": "Fourteen days.", "token": "token-of-ada"})
    assert answer.status_code == 303
    share.refresh_from_db()
    assert (share.state, share.words) == ("held", "Fourteen days.")


def test_older_shares_come_by_keyset(cast, as_user):
    for number in range(23):
        share(cast.ada, f"Share number {number}.")
    browser = as_user(cast.bo.user)
    first = browser.get(circle_url(cast)).content.decode()
    assert "Share number 3." in first and "Share number 2." not in first
    older = re.search(r'href="(\?before=\d+)"', first).group(1)
    second = browser.get(circle_url(cast) + older).content.decode()
    assert "Share number 2." in second and "Share number 3." not in second


def test_nonsense_instead_of_a_place_starts_at_the_top(cast, as_user):
    share(cast.ada, "At the top.")
    for before in ("-1", "x", "9" * 40, "²"):
        assert as_user(cast.bo.user).get(circle_url(cast), {"before": before}).status_code == 200


def test_a_resting_circle_is_read_and_not_written(cast, as_user, share):
    actions.rest(cast.hearth)
    browser = as_user(cast.ada.user)
    assert "<textarea" not in browser.get(circle_url(cast)).content.decode()
    answer = browser.post(circle_url(cast), {"words": "Not now.", "need": "listen", "token": "token-of-ada"})
    assert answer.status_code == 403
    assert Post.objects.count() == 1


def test_leaving_frees_the_seat(cast, as_user):
    browser = as_user(cast.bo.user)
    assert browser.get(f"{circle_url(cast)}leave/").status_code == 200
    assert browser.post(f"{circle_url(cast)}leave/").status_code == 303
    assert browser.get(circle_url(cast)).status_code == 404


def test_page_titles_carry_no_names(cast, as_user, share):
    browser = as_user(cast.ada.user)
    for address in (circle_url(cast), post_url(cast, share), f"{circle_url(cast)}leave/", "/circles/", "/"):
        title = re.search(r"<title>(.*?)</title>", browser.get(address).content.decode(), re.S).group(1)
        assert not re.search("Hearth|Ada|Fourteen", title), address


def test_private_pages_are_never_stored(cast, as_user):
    assert "no-store" in as_user(cast.ada.user).get(circle_url(cast))["Cache-Control"]


def test_a_reply_is_addressed_below_its_share(cast, as_user, share):
    answer = reply(cast.bo, share)
    found = as_user(cast.ada.user).get(post_url(cast, answer))
    assert found.status_code == 302
    assert found["Location"] == f"{post_url(cast, share)}#p-{answer.public_id}"


def test_the_pages_own_script_is_told_where_the_words_are_and_only_once_they_are_stored(cast, as_user):
    browser, circle = as_user(cast.ada.user), f"/circles/{cast.hearth.public_id}/"
    sent = {"words": "Quietly.", "need": "listen", "token": "a-token-of-ada"}
    stored = [browser.post(circle, sent, headers={"X-Live": "1"}) for _ in range(2)]
    post = Post.objects.get(words="Quietly.")
    assert {(answer.status_code, answer["Location"]) for answer in stored} == {
        (201, f"{circle}posts/{post.public_id}/#p-{post.public_id}")
    }
    assert browser.post(circle, {**sent, "words": ""}, headers={"X-Live": "1"}).status_code == 422
    gone = browser.post(f"{circle}posts/{post.public_id}/withdraw/", headers={"X-Live": "1"})
    assert gone.status_code == 204
    assert not Post.objects.get(pk=post.pk).words
