"""One press closes sign-ups, invitations and joining on the whole site; the log says who, another press opens them."""

import pytest

from moderation import actions
from moderation.models import Review
from peersupport.accounts.models import Closing, User
from peersupport.policy import Refused
from tests.cast import HELD_WORDS, reply, share, take_seat

pytestmark = pytest.mark.django_db
CLOSED = "Sign-ups and joining are closed"


def test_a_moderator_closes_with_one_press_and_the_log_says_who(cast, as_user):
    browser = as_user(cast.mo, factor=True)
    page = browser.post("/desk/doors/close/", follow=True).content.decode()
    assert CLOSED in page
    review = Review.objects.get()
    assert (review.decision, review.by.user, review.post) == ("close", cast.mo, None)
    assert "close sign-ups and joining" in browser.get("/desk/log/").content.decode()
    actions.close_doors(by=cast.ani)
    assert Closing.objects.count() == 1 and Review.objects.count() == 1


def test_nobody_can_sign_up_or_take_a_seat_and_both_pages_say_it_kindly(cast, as_user, client):
    stranger = User.objects.create(handle="newcomer", password="!")
    actions.close_doors(by=cast.mo)
    sign_up = client.get("/accounts/signup/").content.decode()
    assert (
        "take a break from new accounts" in sign_up
        and "<form" not in sign_up.partition("<main")[2].partition("</main>")[0]
    )
    client.post("/accounts/signup/", {"username": "someone", "password1": "a long enough night"})
    assert not User.objects.filter(handle="someone").exists()
    browser = as_user(stranger)
    assert "Nobody new can join a circle just now" in browser.get("/circles/").content.decode()
    path = f"/circles/{cast.hearth.public_id}/join/"
    assert "Nobody new can join a circle just now" in browser.get(path).content.decode()
    browser.post(path, {"name": "New", "accept": "on", "version": cast.hearth.agreement_version})
    with pytest.raises(Refused):
        take_seat(stranger, cast.hearth)
    assert not stranger.memberships.exists()


def test_nothing_changes_for_those_who_are_here(cast, as_user):
    actions.close_doors(by=cast.mo)
    share(cast.ada, "Still here.")
    browser = as_user(cast.bo.user)
    assert "Still here." in browser.get(f"/circles/{cast.hearth.public_id}/").content.decode()
    assert "Hearth" in browser.get("/circles/").content.decode()


def test_an_admin_opens_again_or_the_moderator_who_closed(cast, as_user):
    actions.appoint(cast.out, "moderator")
    actions.close_doors(by=cast.mo)
    with pytest.raises(Refused):
        actions.reopen_doors(by=cast.out)
    page = as_user(cast.out, factor=True).post("/desk/doors/reopen/", follow=True).content.decode()
    assert "An admin opens sign-ups again." in page and Closing.now() is not None
    actions.reopen_doors(by=cast.mo)
    assert Closing.now() is None
    actions.close_doors(by=cast.mo)
    admin = as_user(cast.ani, factor=True)
    assert CLOSED in admin.get("/manage/").content.decode()
    admin.post("/desk/doors/reopen/", {"back": "manage"})
    assert Closing.now() is None
    assert list(Review.objects.values_list("decision", flat=True)) == ["close", "reopen", "close", "reopen"]
    actions.reopen_doors(by=cast.ani)
    assert Review.objects.count() == 4
    take_seat(cast.out, cast.hearth)


def test_members_find_neither_press(cast, as_user):
    for path in ("/desk/doors/close/", "/desk/doors/reopen/"):
        assert as_user(cast.ada.user, factor=True).post(path).status_code == 404
    assert as_user(cast.mo).post("/desk/doors/close/")["Location"] == "/accounts/second-factor/"
    with pytest.raises(Refused):
        actions.close_doors(by=cast.ada.user)


def test_the_press_is_on_the_desk_on_every_entry_and_where_one_hosts(cast, as_user):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    browser = as_user(cast.mo, factor=True)
    press = 'action="/desk/doors/close/"'
    assert press in browser.get("/desk/").content.decode()
    assert press in browser.post(f"/desk/{post.public_id}/open/", follow=True).content.decode()
    assert press in as_user(cast.ani, factor=True).get("/manage/").content.decode()


def test_an_admin_who_opens_a_circle_meanwhile_keeps_what_was_typed(cast, as_user):
    actions.close_doors(by=cast.mo)
    asked = {"name": "Orchard", "purpose": "Evenings.", "capacity": 8, "joining": "open", "language": "en",
             "agreement": "We listen.", "facilitator": "fay", "facilitator_name": "Fay"}  # fmt: skip
    answer = as_user(cast.ani, factor=True).post("/manage/new/", asked)
    assert answer.status_code == 422 and "Nobody new can join" in answer.content.decode()
    del asked["facilitator"], asked["facilitator_name"]
    assert as_user(cast.ani, factor=True).post("/manage/new/", asked).status_code == 303
