"""The page that must answer when nothing else does. No test here may use a database: pytest-django then refuses
every query, so a page that asks who is reading fails the test."""

import pytest
from django.conf import settings
from django.test import Client

from peersupport.safety.lines import all_lines

HELP = "/help-now/"


@pytest.fixture
def signed_in_browser():
    """A browser that carries a session cookie: looking it up would be a query."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "a-session-of-somebody"
    return client


@pytest.mark.parametrize("address", [HELP, HELP + "?country=GB", HELP + "?country=zz", HELP + "?country=%00%ff"])
def test_help_answers_without_a_database_signed_out_and_signed_in(client, signed_in_browser, address):
    for browser in (client, signed_in_browser):
        assert browser.get(address).status_code == 200


def test_every_line_is_there_whatever_country_is_chosen(client):
    for address in (HELP, HELP + "?country=NZ"):
        page = client.get(address).content.decode()
        for line in all_lines():
            assert line.name.replace("&", "&amp;") in page
            assert not line.call or f'href="tel:{line.call}"' in page
            assert not line.text or f'href="sms:{line.text}"' in page


def test_the_chosen_country_comes_first_and_stays_chosen(client):
    page = client.get(HELP + "?country=au").content.decode()
    assert page.index("Lifeline") < page.index("988 Suicide")
    assert '<option value="AU" selected>' in page


def test_the_page_says_what_leaving_quickly_cannot_do(client):
    page = client.get(HELP).content.decode()
    assert 'id="leaving"' in page
    assert "cannot clear your browser" in page


def test_nothing_on_the_page_is_inline_and_its_title_is_neutral(client):
    page = client.get(HELP).content.decode()
    assert "<style" not in page and "style=" not in page and "onclick" not in page
    assert "<title>Help now</title>" in page


def test_help_cannot_be_posted_to(client):
    assert client.post(HELP).status_code == 405
