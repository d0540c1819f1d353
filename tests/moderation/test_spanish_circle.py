"""A circle that speaks Spanish is read with the Spanish book; one without a book says so."""

import pytest

from circles import actions
from circles.models import Circle, Post
from moderation.guidelines import NoBook
from tests.cast import draft, share, take_seat

pytestmark = pytest.mark.django_db

UNKIND = "Te lo buscaste tú solita."
DARK = "Ya no quiero vivir más."


@pytest.fixture
def hogar(cast):
    circle = actions.open_circle(name="Hogar", purpose="Para las noches.", agreement="Escuchamos.", language="es-MX")
    return take_seat(cast.out, circle)


def read(browser, circle, words):
    sent = {"words": words, "circle": circle.public_id, "role": "reply", "need": "listen"}
    return browser.post("/guidelines/read/", sent).json()


def test_a_spanish_circle_gets_spanish_advice(hogar, as_user):
    findings = read(as_user(hogar.user), hogar.circle, UNKIND)["findings"]
    assert [one["rule"] for one in findings] == ["es-shame-own-doing"]
    assert findings[0]["reason"] == "Que fue cosa suya es lo que muchas veces ya se repite por las noches."
    assert findings[0]["rewordings"][0]["words"].startswith("Suena doloroso")


def test_the_same_words_mean_nothing_in_an_english_circle(cast, as_user):
    assert read(as_user(cast.bo.user), cast.hearth, UNKIND)["findings"] == []


def test_a_nudge_before_posting_is_in_spanish_and_says_so_to_a_screen_reader(hogar, as_user):
    path = f"/circles/{hogar.circle.public_id}/"
    html = as_user(hogar.user).post(path, {"words": UNKIND, "need": "listen", "token": "t" * 32}).content.decode()
    assert "Que fue cosa suya" not in html, "in one's own share nobody is corrected"
    other = share(hogar, "Hoy me cuesta todo.")
    html = (
        as_user(hogar.user)
        .post(f"{path}posts/{other.public_id}/", {"words": UNKIND, "token": "u" * 32})
        .content.decode()
    )
    assert '<p class="guidance-reason" dir="auto" lang="es-MX">Que fue cosa suya' in html


def test_danger_said_in_spanish_is_published_and_brings_help(hogar, as_user):
    post = share(hogar, DARK)
    assert post.care
    assert post.state == Post.State.PUBLISHED
    assert "tel:" in read(as_user(hogar.user), hogar.circle, DARK)["help"]


def test_a_circle_in_a_language_without_a_book_cannot_be_opened(cast):
    with pytest.raises(NoBook):
        actions.open_circle(name="Herd", purpose="Abends.", agreement="Wir hören zu.", language="de")


def test_where_there_is_one_all_the_same_its_posts_are_published_and_come_to_the_desk_as_not_read(cast, caplog):
    Circle.objects.filter(pk=cast.hearth.pk).update(language="de")
    cast.ada.circle.language = "de"
    post = actions.share(cast.ada, draft("Die Nacht war lang.", need="listen"))
    assert post.state == Post.State.PUBLISHED
    assert post.unread and not post.care
    assert "no rulebook for circles in de" in caplog.text
    assert "Nacht" not in caplog.text


def test_a_new_circle_is_asked_for_its_language(cast, as_user):
    browser = as_user(cast.ani, factor=True)
    assert '<option value="es">Español</option>' in browser.get("/manage/new/").content.decode()
    sent = {"name": "Orilla", "purpose": "Para volver.", "capacity": 8, "joining": "open", "agreement": "Escuchamos."}
    browser.post("/manage/new/", {**sent, "language": "es"})
    assert Circle.objects.get(name="Orilla").language == "es"
    refused = browser.post("/manage/new/", {**sent, "name": "Ufer", "language": "de"})
    assert refused.status_code == 422
    assert not Circle.objects.filter(name="Ufer").exists()
