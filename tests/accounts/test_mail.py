"""Letters: plain text and HTML say the same, nothing is fetched, nothing of a circle is in them (promise S10)."""

import re
from html.parser import HTMLParser
from pathlib import Path

import allauth
import polib
import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.conf import settings as django_settings
from django.core import mail
from django.utils import translation

from peersupport.accounts.mail import letter
from peersupport.accounts.models import User
from peersupport.accounts.specimens import NAMES, OF_ALLAUTH, OURS, specimens
from peersupport.languages.compiled import ROOT, compile_all
from peersupport.languages.words import in_template
from tests.cast import share

NOT_SENT = {
    "account_already_exists": "sign-up asks for no address",
    "email_confirmation_signup": "sign-up asks for no address",
    "email_changed": "an address is taken away, then another is added",
    "email_confirm": "whoever confirms sees it on the page",
    "email_deleted": "whoever takes an address away wants no more letters there",
    "login_code": "nobody signs in by mail",
    "password_reset_code": "a new password is chosen by a link",
}
TELLING = ("circle", "support", "peer", "recover", "sober", "addict", "drink", "clinic", "therap", "group", "code",
           "password")  # fmt: skip


class Reader(HTMLParser):
    """An HTML letter as words and links, and whatever it would fetch."""

    FETCHES = ("src", "srcset", "background", "poster", "data")

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.inside.append(tag)
        self.links += [value for name, value in attrs if tag == "a" and name == "href"]
        self.fetched += [value for name, value in attrs if name in self.FETCHES or (tag == "link" and name == "href")]
        if tag in ("script", "iframe", "form", "object", "embed"):
            self.fetched.append(tag)

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        if not {"style", "title"} & set(self.inside):
            self.words += data.split()


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def parts(message) -> tuple[str, str]:
    [alternative] = message.alternatives
    assert alternative.mimetype == "text/html"
    return message.body, alternative.content


def of_allauth() -> set[str]:
    folder = Path(allauth.__file__).parent / "templates"
    found = [*folder.glob("account/email/*_subject.txt"), *folder.glob("mfa/email/*_subject.txt")]
    return {path.name.removesuffix("_subject.txt") for path in found}


def test_every_letter_of_allauth_is_ours_or_is_never_sent():
    written = {path.stem for path in (ROOT / "templates/mail").glob("*.html") if not path.stem.startswith("_")} - {
        "letter"
    }
    assert written == set(NAMES)
    assert not set(OURS) & of_allauth()
    assert of_allauth() == set(OF_ALLAUTH) | set(NOT_SENT)
    assert not set(OF_ALLAUTH) & set(NOT_SENT)


@pytest.mark.parametrize("name", NAMES)
def test_both_parts_say_the_same_and_lead_to_the_same_place(name):
    text, html = parts(specimens()[name])
    reader = read(html)
    links = re.findall(r"https?://\S+", text)
    assert reader.links == links and len(links) == 1
    assert links[0].startswith(f"{django_settings.SITE_ORIGIN}/")
    words = re.sub(r"https?://\S+|^--$", "", text, flags=re.MULTILINE).replace(":\n", "\n").split()
    assert [word.strip(":") for word in words if word.strip(":")] == reader.words
    assert "{" not in text and "&#" not in text


@pytest.mark.parametrize("name", NAMES)
def test_a_letter_fetches_nothing_and_works_in_the_dark(name):
    _, html = parts(specimens()[name])
    assert read(html).fetched == []
    assert not re.search(r"url\(|@import|<img", html)
    assert "prefers-color-scheme: dark" in html and 'name="color-scheme" content="light dark"' in html
    assert len(html) < 6_000


@pytest.mark.parametrize("name", NAMES)
def test_a_subject_tells_nobody_what_the_site_is(name):
    subject = specimens()[name].subject
    assert 10 < len(subject) < 40 and "\n" not in subject
    assert not [word for word in TELLING if word in subject.lower()]
    assert django_settings.SITE_NAME not in subject


def test_the_site_is_named_as_its_hosts_name_it(settings):
    settings.SITE_NAME = "Our <b> site & more"
    text, html = parts(letter("password_changed", ["r@example.org"], {}))
    assert text.rstrip().endswith("Our <b> site & more")
    assert "Our &lt;b&gt; site &amp; more" in html and "<b>" not in html


CANARY = "canary-of-the-cellar"


@pytest.mark.django_db
def test_nothing_of_a_circle_and_no_login_name_is_in_any_letter(cast, settings):
    """Everything that allauth would hand to a template is a canary; every letter is written with it, our own too."""
    user = cast.ada.user
    user.handle = f"{CANARY}-handle"
    cast.ada.name = cast.hearth.name = CANARY
    for row in (user, cast.ada, cast.hearth):
        row.save()
    share(cast.ada, f"{CANARY} words")
    told = dict.fromkeys(("username", "ip", "user_agent", "timestamp", "email", "current_site", "code"), CANARY)
    for name in NAMES:
        message = get_adapter().render_mail(
            f"account/email/{name}", "r@example.org", {**told, "user": user, "uid": "1", "key": "the-key"}
        )
        assert CANARY not in message.subject + message.body + str(message.alternatives) + message.from_email


@pytest.mark.django_db
def test_a_real_notice_knows_no_address_of_a_network_and_no_browser(client, cast):
    user = cast.ada.user
    user.set_password("a quiet evening")
    user.save()
    EmailAddress.objects.create(user=user, email="a@example.org", verified=True, primary=True)
    client.post("/accounts/login/", {"login": user.handle, "password": "a quiet evening"})
    new = "another quiet evening"
    client.post(
        "/accounts/password/change/",
        {"oldpassword": "a quiet evening", "password1": new, "password2": new},
        headers={"user-agent": "Somebodys-Browser"},
    )
    [notice] = mail.outbox
    said = notice.subject + notice.body + str(notice.alternatives)
    for hidden in ("Somebodys-Browser", "127.0.0.1", user.handle, cast.ada.name, cast.hearth.name):
        assert hidden not in said
    assert notice.from_email == django_settings.DEFAULT_FROM_EMAIL


def test_letters_are_written_in_the_readers_language(tmp_path, settings):
    """With a catalogue of made-up Spanish for the words of letters: each sentence of a letter is looked up in it."""
    po = polib.POFile()
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    for path in (ROOT / "templates/mail").glob("*.html"):
        for words in in_template(path.read_text()):
            if words.one not in {entry.msgid for entry in po}:
                po.append(polib.POEntry(msgid=words.one, msgstr="¡" + "x" * len(words.one)))
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    po.save(str(folder / "django.po"))
    compile_all(tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    with translation.override("es"):
        for name, message in specimens().items():
            text, html = parts(message)
            left = re.sub(r"https?://\S+", "", message.subject + text).replace(settings.SITE_NAME, "")
            assert not re.search(r"[a-wyz]", left), (name, left)
            assert '<html lang="es"' in html


def test_a_link_lives_as_long_as_the_letter_says():
    assert "three days" in specimens()["password_reset_key"].body
    assert django_settings.PASSWORD_RESET_TIMEOUT == 3 * 24 * 3600


@pytest.mark.django_db
def test_links_come_from_the_site_and_not_from_the_request(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    EmailAddress.objects.create(user=User.objects.create_user("river", "a quiet evening"), email="r@example.org")
    client.post("/accounts/password/reset/", {"email": "r@example.org"}, headers={"host": "elsewhere.example"})
    [sent] = mail.outbox
    assert "elsewhere" not in sent.body + str(sent.alternatives)
    assert f"{settings.SITE_ORIGIN}/accounts/password/reset/key/" in sent.body
