"""Whoever is called because somebody in care waits gets a letter, too: few of them, none with a word of anybody."""

import smtplib
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from circles.models import Notice, Post
from moderation import actions
from moderation.models import Volunteer
from peersupport.accounts.models import User
from tests.cast import WORRYING_WORDS, share

pytestmark = pytest.mark.django_db
CANARY = "canary-of-the-cellar"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _sends_mail(settings):
    settings.SENDS_MAIL = True


@pytest.fixture
def ola(cast) -> User:
    """A second moderator."""
    actions.appoint(cast.out, "moderator")
    return cast.out


def has_address(user: User, *, verified: bool = True) -> None:
    address = f"{user.handle}@example.org"
    EmailAddress.objects.create(user=user, email=address, verified=verified, primary=True)


def waits(cast, minutes: int = 20) -> Post:
    post = share(cast.ada, WORRYING_WORDS)
    Post.objects.filter(pk=post.pk).update(written_at=timezone.now() - minutes * MINUTE)
    return post


def later(minutes: int) -> None:
    """So many minutes go by for whatever the next letter depends on."""
    for notice in Notice.objects.all():
        Notice.objects.filter(pk=notice.pk).update(made_at=notice.made_at - minutes * MINUTE)
    for one in Volunteer.objects.exclude(care_letter_at=None):
        Volunteer.objects.filter(pk=one.pk).update(care_letter_at=one.care_letter_at - minutes * MINUTE)


def written_to() -> list[str]:
    """Everybody a letter went to, in order of their addresses; what was sent before is forgotten."""
    to = sorted(address.partition("@")[0] for message in mail.outbox for address in message.to)
    mail.outbox.clear()
    return to


def test_those_on_shift_with_a_proven_address_get_one_letter_however_many_posts_wait(cast, ola):
    for person in (cast.mo, ola):
        has_address(person)
    actions.begin_shift(cast.mo)
    waits(cast)
    waits(cast)
    assert actions.call_for_care() == 2
    assert written_to() == ["mo"]
    actions.call_for_care()
    assert written_to() == []


def test_where_nobody_is_on_shift_all_who_are_called_get_one(cast, ola):
    has_address(cast.mo)
    has_address(ola)
    waits(cast)
    actions.call_for_care()
    assert written_to() == ["mo", "out"]


@pytest.mark.parametrize("verified", [False, None])
def test_without_a_proven_address_there_is_the_line_on_the_site_alone(cast, verified):
    if verified is not None:
        has_address(cast.mo, verified=verified)
    waits(cast)
    assert actions.call_for_care() == 1
    assert written_to() == []


def test_the_next_letter_is_for_somebody_else_who_waits_and_half_an_hour_later(cast, settings):
    has_address(cast.mo)
    waits(cast)
    actions.call_for_care()
    assert written_to() == ["mo"]
    later(settings.CARE_LETTER_MINUTES + 1)
    actions.call_for_care()
    assert written_to() == [], "the same post is told once"
    waits(cast)
    actions.call_for_care()
    assert written_to() == ["mo"]
    waits(cast)
    later(settings.CARE_LETTER_MINUTES - 1)
    actions.call_for_care()
    assert written_to() == [], "not within the half hour"
    later(2)
    actions.call_for_care()
    assert written_to() == ["mo"], "and not forgotten either"


def test_whoever_read_the_line_on_the_site_and_whoever_went_home_gets_none(cast, ola, settings):
    for person in (cast.mo, ola):
        has_address(person)
        actions.begin_shift(person)
    settings.SENDS_MAIL = False
    waits(cast)
    actions.call_for_care()
    assert written_to() == [], "this site sends no mail"
    settings.SENDS_MAIL = True
    Notice.objects.filter(person=cast.mo).update(read_at=timezone.now())
    actions.end_shift(ola)
    actions.call_for_care()
    assert written_to() == []


def test_a_post_that_somebody_took_meanwhile_writes_to_nobody(cast, settings):
    has_address(cast.mo)
    settings.SENDS_MAIL = False
    post = waits(cast)
    actions.call_for_care()
    settings.SENDS_MAIL = True
    actions.claim(post, by=cast.mo)
    actions.call_for_care()
    assert written_to() == []


def test_one_press_switches_letters_off_and_the_line_on_the_site_stays(cast, as_user):
    has_address(cast.mo)
    browser = as_user(cast.mo, factor=True)
    assert 'name="care_letters" checked' in browser.get("/desk/weather/").content.decode()
    browser.post("/desk/weather/", {"break_after": "5", "folds_heavy": "on"})
    assert 'name="care_letters" checked' not in browser.get("/desk/weather/").content.decode()
    waits(cast)
    assert actions.call_for_care() == 1
    assert written_to() == []
    browser.post("/desk/weather/", {"break_after": "5", "folds_heavy": "on", "care_letters": "on"})
    actions.call_for_care()
    assert written_to() == ["mo"]


def test_who_leaves_care_to_others_today_gets_none(cast, ola):
    has_address(cast.mo)
    has_address(ola)
    actions.set_weather(cast.mo, themes=["danger"], folds_heavy=True, break_after=5, care_letters=True)
    waits(cast)
    actions.call_for_care()
    assert written_to() == ["out"]


def test_the_page_says_when_no_letter_can_come(cast, as_user, settings):
    browser = as_user(cast.mo, factor=True)
    page = lambda: browser.get("/desk/weather/").content.decode()  # noqa: E731
    needs, sends_none = "You have no confirmed address here", "This site sends no e-mail yet."
    assert needs in page() and "/accounts/email/" in page()
    has_address(cast.mo)
    assert needs not in page() and sends_none not in page()
    settings.SENDS_MAIL = False
    assert sends_none in page()


class Away(EmailBackend):
    """A mail server that nobody answers at."""

    def open(self):
        raise ConnectionRefusedError(CANARY)


class Picky(EmailBackend):
    """One that takes no letter for mo."""

    def send_messages(self, messages):
        if any("mo@" in address for message in messages for address in message.to):
            raise smtplib.SMTPRecipientsRefused({CANARY: (550, b"no")})
        return super().send_messages(messages)


def test_a_mail_server_that_is_away_stops_nothing_and_is_tried_again(cast, settings, caplog):
    has_address(cast.mo)
    waits(cast)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Away"
    assert actions.call_for_care() == 1
    assert Notice.objects.filter(person=cast.mo, kind="care-waits").exists()
    assert "ConnectionRefusedError" in caplog.text
    assert CANARY not in caplog.text and "example.org" not in caplog.text
    settings.EMAIL_BACKEND = working
    assert actions.call_for_care() == 0
    assert written_to() == ["mo"]


def test_an_address_that_is_refused_keeps_no_letter_from_the_others(cast, ola, settings, caplog):
    has_address(cast.mo)
    has_address(ola)
    waits(cast)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Picky"
    actions.call_for_care()
    assert written_to() == ["out"]
    assert CANARY not in caplog.text and "example.org" not in caplog.text
    settings.EMAIL_BACKEND = working
    actions.call_for_care()
    assert written_to() == ["mo"]


def test_of_two_workers_at_once_one_writes(cast, monkeypatch):
    has_address(cast.mo)
    waits(cast)
    started = Volunteer.objects.get(user=cast.mo)
    actions.call_for_care()
    # The other one looked before the first had sent.
    monkeypatch.setattr("moderation.actions.care_letters._due", lambda _pairs: [(started, "mo@example.org")])
    actions.call_for_care()
    assert written_to() == ["mo"]


def test_no_word_no_name_and_no_key_of_a_post_is_in_the_letter(cast, settings):
    cast.mo.handle = f"{CANARY}-handle"
    cast.ada.name = cast.hearth.name = CANARY
    for row in (cast.mo, cast.ada, cast.hearth):
        row.save()
    has_address(cast.mo)
    post = share(cast.ada, f"{CANARY}. {WORRYING_WORDS}")
    Post.objects.filter(pk=post.pk).update(written_at=timezone.now() - 20 * MINUTE)
    actions.call_for_care()
    [sent] = mail.outbox
    said = sent.subject + sent.body + str(sent.alternatives) + str(sent.extra_headers) + sent.from_email
    for hidden in (CANARY, post.public_id, cast.hearth.public_id, cast.ada.public_id, "die"):
        assert hidden not in said
    assert f"{settings.SITE_ORIGIN}/desk/\n" in sent.body
