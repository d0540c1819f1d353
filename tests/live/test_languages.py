"""A live frame speaks the language of the page it goes to: the reader's choice, or what their browser asks for."""

from collections.abc import Callable

from django.conf import settings

from tests.live.cast import Cast, post
from tests.live.page import Page
from tests.live.server import Server


def test_two_readers_of_one_circle_hear_the_same_post_in_their_own_language(
    site: Server, cast: Cast, page: Callable[..., Page]
) -> None:
    english = page(cast.ada)
    chosen = f"{cast.ada.session}; {settings.LANGUAGE_COOKIE_NAME}=es"
    with Page(site.port, f"/live/{cast.hearth.public_id}/?after=0", chosen) as spanish:
        spanish.until("hello")
        sent = {"words": "Two weeks.", "need": "listen", "token": "a-token-of-bo"}
        assert site.post(f"/circles/{cast.hearth.public_id}/", cast.bo.session, **sent).status == 303
        in_english = english.until_words("Two weeks.")["items"][0]["html"]
        in_spanish = spanish.until_words("Two weeks.")["items"][0]["html"]
    assert ("I hear you" in in_english, "Te escucho" in in_english) == (True, False)
    assert ("I hear you" in in_spanish, "Te escucho" in in_spanish) == (False, True)


def test_what_was_missed_is_caught_up_in_the_readers_language(site: Server, cast: Cast) -> None:
    post(cast.bo, "words of the night")
    chosen = f"{cast.ada.session}; {settings.LANGUAGE_COOKIE_NAME}=es"
    with Page(site.port, f"/live/{cast.hearth.public_id}/?after=0", chosen) as spanish:
        assert "Estoy contigo" in spanish.until_words("words of the night")["items"][0]["html"]
