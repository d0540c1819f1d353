"""The quick exit without JavaScript: instant, neutral, and the browser forgets the session. No database here either."""

import pytest
from django.conf import settings
from django.test import Client

from peersupport.safety.exit import NEUTRAL_PAGE

LEAVE = "/leave/"


@pytest.fixture
def browser():
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "a-session-of-somebody"
    return client


def test_leaving_goes_to_the_neutral_page_and_tells_it_nothing(browser):
    away = browser.get(LEAVE)
    assert (away.status_code, away["Location"]) == (302, NEUTRAL_PAGE)
    assert away["Referrer-Policy"] == "no-referrer"
    assert "no-store" in away["Cache-Control"]


def test_leaving_makes_the_browser_forget_the_session(browser):
    away = browser.get(LEAVE, headers={"sec-fetch-site": "same-origin"})
    assert away.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 0


def test_an_old_browser_that_does_not_say_where_it_comes_from_is_signed_out_too(browser):
    assert settings.SESSION_COOKIE_NAME in browser.get(LEAVE).cookies


@pytest.mark.parametrize("from_where", ["cross-site", "same-site", "none"])
def test_another_site_cannot_sign_somebody_out_with_it(browser, from_where):
    away = browser.get(LEAVE, headers={"sec-fetch-site": from_where})
    assert away.status_code == 302
    assert settings.SESSION_COOKIE_NAME not in away.cookies


def test_the_host_chooses_the_neutral_page(browser, settings):
    settings.QUICK_EXIT_URL = "https://example.org/recipes"
    assert browser.get(LEAVE)["Location"] == "https://example.org/recipes"


def test_the_link_is_on_the_help_page_and_needs_no_script(client):
    page = client.get("/help-now/").content.decode()
    assert 'class="quick-exit" href="/leave/" rel="noreferrer nofollow"' in page
