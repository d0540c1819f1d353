"""Every page in Spanish, and in a made-up language that is written from right to left."""

import re
import time
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

import polib
import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.utils import translation

from moderation.actions import flag
from moderation.guidelines import load_book
from peersupport.languages.catalogue import MARKS
from peersupport.languages.compiled import ROOT, catalogues, compile_all
from peersupport.safety.lines import all_lines
from tests.cast import AGREEMENT, HELD_WORDS, NUDGED_WORDS, WORRYING_WORDS, draft, reply, share
from tests.house.test_doors import ROUTES, address

pytestmark = pytest.mark.django_db

SPOKEN = {"aria-label", "title", "placeholder", "alt"}
LOOKS_DIFFERENT = {"home", "circles:list", "me"}
# No words for people; a page for those who build this site; and the way out, which signs everybody out.
LEFT_OUT = {"healthz", "readyz", "styleguide", "safety:quick_exit"}
MEMBER_WORDS = " ".join([
    "For evenings without a drink. For people who work at night. Fourteen days today. She sounded tired. I hear you.",
    AGREEMENT, HELD_WORDS, NUDGED_WORDS, WORRYING_WORDS,
])  # fmt: skip
SAME = {"Circles", "English", "Español", "Hearth", "Lantern", "Australia", "findahelpline.com", "Chat"}
SAME |= {"Ctrl", "Enter"}  # As they are printed on the keys.
SAME |= {line.name for line in all_lines()}
# Hebrew's alphabet, so that a browser turns the words around; its sentences mean nothing.
LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "אבגדהוזחטיכלמנסעפצקרשתאבגדאבגדהוזחטיכלמנסעפצקרשתאבגד",
)


class Words(HTMLParser):
    """What a page says: its text, and what its attributes say to those who listen.

    Left out: code, and what is marked as being in another language.
    """

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.html: dict[str, str | None] = {}
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.inside = "code" if "lang" in values and self.html else tag
        self.html = self.html or values
        spoken = {*SPOKEN, "content"} if values.get("name") == "description" else SPOKEN
        self.said += [
            value or ""
            for name, value in attrs
            if name in spoken or (name.startswith("data-") and " " in (value or ""))
        ]

    def handle_data(self, data: str) -> None:
        if self.inside not in {"script", "code"}:
            self.said.append(" ".join(data.split()))

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""


def page(html: str) -> Words:
    words = Words()
    words.feed(html)
    return words


def sentences(html: str) -> set[str]:
    """Whatever on the page has a word of four letters in it."""
    return {said for said in page(html).said if re.search(r"[A-Za-z]{4}", said)}


def left_in_english(english: str, spanish: str) -> set[str]:
    """What two forms of a page have in common, but for names, members' words and the rulebook, which has its own."""
    same = sentences(english) & sentences(spanish)
    return {said for said in same - SAME - of_the_book() if said not in MEMBER_WORDS}


@cache
def of_the_book() -> set[str]:
    book = load_book("en")
    return {line for rule in (*book.rules, *book.cues) for line in (rule.id, rule.reason, *rule.rewordings)}


@pytest.fixture
def house(cast, as_user) -> dict[str, Client]:
    """A circle in which everything happened once; who looks at it."""
    first = share(cast.ada, "Fourteen days today.")
    reply(cast.bo, first, HELD_WORDS)
    reply(cast.fay, first)
    share(cast.ada, WORRYING_WORDS)
    flag(cast.bo, first, kind="worried", words="She sounded tired. I hear you.")
    cast.ada.user.set_password("a few words in a row")
    cast.ada.user.save()
    clients = {
        "ada": as_user(cast.ada.user),
        "mo": as_user(cast.mo, factor=True),
        "ani": as_user(cast.ani, factor=True),
    }
    just_signed_in(clients["ada"])
    return clients | {"out": as_user(cast.out), "nobody": Client()}


def just_signed_in(client: Client) -> None:
    """So that pages about the account do not ask for the password first."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()


@pytest.fixture
def ids(cast, house) -> dict[str, str]:
    return {
        "circle_id": cast.hearth.public_id,
        "post_id": cast.ada.posts.order_by("pk")[0].public_id,
        "seat_id": cast.bo.public_id,
    }


def pages(house: dict[str, Client], ids: dict[str, str], language: str) -> Iterator[tuple[str, str]]:
    """Every page, as the first who may fetch it sees it; a few as everybody does. Its name, and its HTML."""
    for name, route, converters in ROUTES:
        if name in LEFT_OUT or "(?P" in route:
            continue
        for who, client in house.items():
            answer = client.get(address(route, converters, ids), headers={"accept-language": language})
            if answer.status_code == 200 and "text/html" in answer["Content-Type"]:
                yield f"{name} as {who}", answer.content.decode()
                if name not in LOOKS_DIFFERENT:
                    break


def test_every_page_is_in_spanish_and_none_has_an_english_sentence_left(house, ids):
    english = dict(pages(house, ids, "en"))
    spanish = dict(pages(house, ids, "es"))
    assert english.keys() == spanish.keys()
    assert len(spanish) > 40
    assert {page(html).html["lang"] for html in spanish.values()} == {"es"}
    left = {name: left_in_english(english[name], html) for name, html in spanish.items()}
    assert {name: said for name, said in left.items() if said} == {}


@pytest.mark.parametrize("words", [NUDGED_WORDS, HELD_WORDS, WORRYING_WORDS, ""])
def test_what_the_pages_answer_is_in_spanish_too(cast, as_user, words):
    first = share(cast.ada, "Fourteen days today.")
    path = f"/circles/{cast.hearth.public_id}/posts/{first.public_id}/"
    sent = {"words": words, "token": draft(words).token, "seen": ""}
    english, spanish = (
        as_user(seat.user).post(path, sent, headers={"accept-language": language}, follow=True).content.decode()
        for seat, language in ((cast.bo, "en"), (cast.fay, "es"))
    )
    assert left_in_english(english, spanish) == set()


@pytest.mark.parametrize("template", ["403", "403_csrf", "404", "408", "413", "429", "500", "503"])
def test_error_pages_are_in_spanish(template):
    said = []
    for language in ("en", "es"):
        with translation.override(language):
            said.append(render_to_string(f"{template}.html", {"site_name": "Circles"}))
    assert left_in_english(*said) == set()


def choose(client: Client, language: str, come_from: str = "/help-now/", **more: str):
    return client.post("/i18n/", {"language": language, **more}, headers={"referer": f"http://testserver{come_from}"})


def test_a_language_is_chosen_signed_out_without_a_token_and_stays():
    browser = Client(enforce_csrf_checks=True)
    assert 'lang="en"' in browser.get("/help-now/").content.decode()
    answer = choose(browser, "es")
    assert (answer.status_code, answer["Location"]) == (302, "http://testserver/help-now/")
    chosen = answer.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (chosen.value, chosen["samesite"], bool(chosen["httponly"])) == ("es", "Lax", True)
    for path in ("/help-now/", "/", "/accounts/login/", "/no-such-page/"):
        html = browser.get(path, headers={"accept-language": "en"}).content.decode()
        assert page(html).html["lang"] == "es"
        assert '<span lang="es" aria-current="true">Español</span>' in html


def test_a_choice_leads_nowhere_else_and_knows_only_our_languages():
    assert choose(Client(), "es", next="https://elsewhere.example/")["Location"] == "http://testserver/help-now/"
    assert settings.LANGUAGE_COOKIE_NAME not in choose(Client(), "xx").cookies


def test_somebody_elses_spanish_is_spanish_too(client):
    html = client.get("/", headers={"accept-language": "es-MX,es;q=0.9,en;q=0.5"}).content.decode()
    assert page(html).html["lang"] == "es"


def test_days_are_written_as_the_language_writes_them(client):
    checked = min(line.checked_on for line in all_lines())
    english = client.get("/help-now/", headers={"accept-language": "en"}).content.decode()
    spanish = client.get("/help-now/", headers={"accept-language": "es"}).content.decode()
    assert f"{checked:%-d %B %Y}" in english
    assert re.search(rf"{checked.day} de [a-z]+ de {checked.year}", spanish)


def test_scripts_have_no_words_of_their_own():
    # From quote to quote, each string once: what stands between two strings is code.
    string = re.compile(r"""(["'`])((?:\\.|(?!\1).)*)\1""")
    found = [
        f"{path.name}: {said[1]}"
        for path in sorted((ROOT / "static/js").rglob("*.js"))
        for line in path.read_text().splitlines()
        for said in string.findall(re.sub(r"(^|\s)(//|\*|/\*).*", "", line))
        if re.search("[A-Za-z]{2,} [a-z]{2,}", said[1])
        if "Error(" not in line and not said[1].startswith(("(prefers", ".", "["))  # A question to CSS, a selector.
    ]
    assert found == []


def turned_round(text: str) -> str:
    """The same marks, in letters that run from right to left, and a third longer, as translations are."""
    parts = re.split(f"({MARKS.pattern})", text)
    said = "".join(part if MARKS.fullmatch(part) else part.translate(LETTERS) for part in parts)
    return said + " " + "ש" * (len(text) // 4) if len(text) > 12 else said


@pytest.fixture
def from_right_to_left(tmp_path) -> Iterator[None]:
    """Hebrew's code with a catalogue of made-up words."""
    po = polib.pofile(catalogues()[0].read_text(encoding="utf-8"))
    dates = {"j M, H:i", "j F Y"}
    for entry in po:
        entry.msgstr = entry.msgid if entry.msgid in dates else "" if entry.msgid_plural else turned_round(entry.msgid)
        entry.msgstr_plural = (
            {form: turned_round(entry.msgid_plural) for form in range(2)} if entry.msgid_plural else {}
        )
    folder = tmp_path / "he" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    po.save(str(folder / "django.po"))
    compile_all(tmp_path)
    with override_settings(LANGUAGES=[*settings.LANGUAGES, ("he", "Hebrew")], LOCALE_PATHS=[tmp_path]):
        yield


def test_every_page_turns_round_for_a_language_from_right_to_left(from_right_to_left, house, ids):
    msgids = {entry.msgid for entry in polib.pofile(catalogues()[0].read_text(encoding="utf-8"))}
    seen = 0
    for name, html in pages(house, ids, "he"):
        words = page(html)
        assert (words.html["lang"], words.html["dir"]) == ("he", "rtl"), name
        assert set(words.said) & msgids - SAME == set(), name
        seen += 1
    assert seen > 40


def test_a_telephone_number_is_never_turned_round(from_right_to_left, client):
    html = client.get("/help-now/", headers={"accept-language": "he"}).content.decode()
    for number in (line.call_as_said for line in all_lines() if line.call):
        assert f"<bdi>{number}</bdi>" in html
