"""Pages go out compressed to a browser that can read that, and their length tells nobody what is in them."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from whitenoise.middleware import WhiteNoiseMiddleware

from peersupport.zipped import Zipped
from tests.cast import share

pytestmark = pytest.mark.django_db

ZIPPED = {"HTTP_ACCEPT_ENCODING": "gzip, br"}


@pytest.fixture
def circle(cast):
    for number in range(20):
        share(cast.bo, f"A quiet evening, number {number}.")
    return f"/circles/{cast.hearth.public_id}/"


def test_a_circle_is_a_fifth_of_its_size_on_the_way(cast, as_user, circle):
    browser = as_user(cast.ada.user)
    whole, zipped = browser.get(circle), browser.get(circle, **ZIPPED)
    assert zipped["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in zipped["Vary"]
    assert "A quiet evening, number 19." in gzip.decompress(zipped.content).decode()
    assert len(zipped.content) * 5 < len(whole.content)


def test_a_browser_that_cannot_unpack_gets_it_as_it_is(cast, as_user, circle):
    assert not as_user(cast.ada.user).get(circle).has_header("Content-Encoding")


def test_the_length_of_a_compressed_page_differs_from_look_to_look(cast, as_user, circle):
    browser = as_user(cast.ada.user)
    assert len({len(browser.get(circle, **ZIPPED).content) for _ in range(12)}) > 3


def test_a_file_that_is_known_already_is_answered_without_a_body_and_under_its_own_tag(settings, tmp_path):
    (tmp_path / "sheet.css").write_text("p { color: teal }\n" * 50)
    settings.STATIC_ROOT, settings.WHITENOISE_AUTOREFRESH, settings.WHITENOISE_USE_FINDERS = str(tmp_path), False, False
    files = Zipped(WhiteNoiseMiddleware(lambda request: HttpResponse(status=404)))
    first = files(RequestFactory().get("/static/sheet.css"))
    again = files(RequestFactory().get("/static/sheet.css", HTTP_IF_NONE_MATCH=first["ETag"], **ZIPPED))
    assert again.status_code == 304
    assert b"".join(again.streaming_content) == b""
    assert again["ETag"] == first["ETag"]
    assert not again.has_header("Content-Encoding")
