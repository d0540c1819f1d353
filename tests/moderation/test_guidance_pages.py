"""Reading along over HTTP: what the page is told, and what is never kept."""

import pytest

from circles.models import Post
from tests.cast import HELD_WORDS, NUDGED_WORDS, WORRYING_WORDS

pytestmark = pytest.mark.django_db


def read(browser, cast, words: str, **more):
    sent = {"words": words, "circle": cast.hearth.public_id, "role": "reply", "need": "listen", **more}
    return browser.post("/guidelines/read/", sent)


def test_the_page_hears_which_words_why_and_a_kinder_wording(cast, as_user):
    seen = read(as_user(cast.bo.user), cast, f"Hello. {NUDGED_WORDS}").json()
    finding = seen["findings"][0]
    assert seen["level"] == finding["level"] == "nudge"
    assert finding["words"] and finding["reason"] and finding["rewordings"] and finding["qualities"]


def test_spans_are_counted_as_browsers_count(cast, as_user):
    words = f"😀😀 {NUDGED_WORDS}"
    finding = read(as_user(cast.bo.user), cast, words).json()["findings"][0]
    units = words.encode("utf-16-le")
    assert units[finding["start"] * 2 : finding["end"] * 2].decode("utf-16-le") == finding["words"]


def test_care_brings_help_lines(cast, as_user):
    seen = read(as_user(cast.ada.user), cast, WORRYING_WORDS, role="share").json()
    assert seen["care"] and seen["level"] == "care"
    assert "tel:988" in seen["help"]


def test_hold_is_said_before_it_happens(cast, as_user):
    assert read(as_user(cast.bo.user), cast, HELD_WORDS).json()["level"] == "hold"


def test_nothing_is_stored_or_logged(cast, as_user, caplog, capfd):
    read(as_user(cast.bo.user), cast, "You idiot, canary-of-the-cellar.")
    assert Post.objects.count() == 0
    assert "canary" not in caplog.text + "".join(capfd.readouterr())


@pytest.mark.parametrize(("who", "status"), [("bo", 200), ("cy", 404), ("out", 404), (None, 403)])
def test_only_a_seat_of_the_circle_may_ask(cast, as_user, who, status):
    people = {"bo": cast.bo.user, "cy": cast.cy.user, "out": cast.out}
    assert read(as_user(people.get(who)), cast, "Hello there.").status_code == status


def test_too_long_is_a_413(cast, as_user):
    assert read(as_user(cast.bo.user), cast, "x" * 5_001).status_code == 413


def test_members_can_read_what_the_reader_looks_for(client, cast):
    html = client.get("/guidelines/").content.decode()
    assert "Non-judgmental" in html and "Respectful" in html
