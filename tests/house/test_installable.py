"""The installed app: a neutral name, a worker that may serve the whole site, and a short list of what it keeps."""

import json
import re
import xml.etree.ElementTree as ElementTree

import pytest
from django.conf import settings
from django.test import Client

from peersupport.installable import SHELL, kept, worker_text

STATIC = settings.BASE_DIR / "static"
OPEN_TO_ALL = ("/manifest.webmanifest", "/service-worker.js", "/offline/")


def test_the_manifest_names_the_site_and_nothing_else(client: Client) -> None:
    answer = client.get("/manifest.webmanifest")
    said = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert said["name"] == said["short_name"] == settings.SITE_NAME
    assert (said["start_url"], said["scope"], said["display"]) == ("/", "/", "standalone")
    assert {icon["purpose"] for icon in said["icons"]} == {"any", "maskable"}
    assert not {"description", "shortcuts", "screenshots", "categories"} & set(said)


def test_the_name_is_neutral_until_a_host_chooses_another(client: Client, settings) -> None:
    assert client.get("/manifest.webmanifest").json()["name"] == "Circles"
    settings.SITE_NAME = "Thursday"
    assert client.get("/manifest.webmanifest").json()["name"] == "Thursday"


def test_the_worker_may_serve_the_whole_site_and_is_always_asked_for_anew(client: Client) -> None:
    answer = client.get("/service-worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert answer["Service-Worker-Allowed"] == "/"
    assert "connect-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("path", OPEN_TO_ALL)
def test_nobody_is_asked_who_they_are(client: Client, path: str) -> None:
    answer = client.get(path)  # without `db`: a query would fail the test
    assert answer.status_code == 200
    assert not answer.cookies and "Cookie" not in answer.get("Vary", "")


def test_everything_that_is_kept_is_there_and_made_for_nobody(client: Client) -> None:
    for path in (kept()["help"], kept()["offline"]):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "no-store" not in answer.get("Cache-Control", "")
        assert b"csrf" not in answer.content
    assert [name for name in SHELL if not (STATIC / name).is_file()] == []


def test_the_worker_changes_when_what_it_keeps_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    before = worker_text("en")
    worker_text.cache_clear()
    assert worker_text("en") == before
    monkeypatch.setattr("peersupport.installable._offline_page", lambda: "other words")
    worker_text.cache_clear()
    after = worker_text("en")
    worker_text.cache_clear()
    assert version(after) != version(before)


def test_what_is_kept_speaks_the_language_that_was_chosen(client: Client) -> None:
    english = client.get("/service-worker.js").content
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    assert b'lang="es"' in client.get("/offline/").content
    assert client.get("/service-worker.js").content != english


def version(worker: str) -> str:
    first = worker.partition("\n")[0].removeprefix("const KEPT = ").removesuffix(";")
    return str(json.loads(first)["version"])


def test_the_offline_page_offers_calls_and_no_links_that_need_a_network(client: Client) -> None:
    page = client.get("/offline/").content.decode()
    assert 'href="tel:988"' in page and 'href="tel:116123"' in page
    assert "findahelpline.com" not in page
    assert 'href="sms:' in page


@pytest.mark.parametrize("path", sorted((STATIC / "icons").iterdir()), ids=lambda path: path.name)
def test_icons_are_small_drawings_that_fetch_nothing(path) -> None:
    words = path.read_text()
    assert ElementTree.fromstring(words).tag.endswith("svg")
    assert len(words) < 2_000
    assert not re.search(r"href|url\(|<script|<image|<text", words)
