"""Single letters and Shift three times: off in the first session, and always the person's own choice."""

import re

import pytest

from peersupport.accounts.models import User

pytestmark = pytest.mark.django_db

SIGN_UP = {"username": "wren", "password1": "a long enough night"}


def signs(browser) -> tuple[str, set[str]]:
    """What the page /me/ says to its scripts about Shift, and which boxes are ticked there."""
    page = browser.get("/me/").content.decode()
    ticked = set(re.findall(r'id="key-(letters|shift)"[^>]* checked', page))
    return re.search(r'data-shift="(\w+)"', page)[1], ticked


@pytest.fixture
def wren(client):
    answer = client.post("/accounts/signup/", SIGN_UP)
    assert answer.status_code == 302
    return client


def test_in_the_first_session_both_are_off_and_the_page_says_so(wren):
    assert signs(wren) == ("off", set())
    assert "because all this is new" in wren.get("/me/").content.decode()


def test_after_the_first_session_both_are_on(wren):
    wren.post("/accounts/logout/")
    wren.post("/accounts/login/", {"login": "wren", "password": SIGN_UP["password1"]})
    assert signs(wren) == ("on", {"letters", "shift"})
    assert "because all this is new" not in wren.get("/me/").content.decode()


def test_who_chooses_in_the_first_session_has_it_at_once(wren):
    wren.post("/me/keys/", {"letters": "on", "shift": "on"})
    assert signs(wren) == ("on", {"letters", "shift"})


def test_what_was_switched_off_stays_off(wren, as_user):
    wren.post("/me/keys/", {"letters": "on"})
    assert signs(wren) == ("off", {"letters"})
    assert signs(as_user(User.objects.get(handle="wren"))) == ("off", {"letters"})


def test_nobody_signed_in_has_shift_and_a_page_that_asks_nobody_says_nothing(client):
    assert 'data-shift="on"' in client.get("/").content.decode()
    assert "data-shift" not in client.get("/help-now/").content.decode()
