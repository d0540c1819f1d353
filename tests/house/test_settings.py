"""The two modes: embedded runs with nothing set, production refuses to start half-set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WHOLE = {
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "DJANGO_SECRET_KEY": "k" * 60,
    "DJANGO_ALLOWED_HOSTS": "circles.example.org",
    "SITE_ORIGIN": "https://circles.example.org",
}
OURS = {*WHOLE, "DEMO", "DATA_DIR", "PORT", "DJANGO_SETTINGS_MODULE"}


def start(tmp_path, say: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Loads the settings in a process of their own and prints an expression of them."""
    bare = {name: value for name, value in os.environ.items() if name not in OURS}
    code = f"from peersupport import settings; print({say})"
    environment = {**bare, "DATA_DIR": str(tmp_path), **variables}
    return subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize("missing", sorted(WHOLE))
def test_production_names_what_is_missing(tmp_path, missing):
    given = {name: value for name, value in WHOLE.items() if name != missing}
    started = start(tmp_path, "1", **given)
    assert started.returncode != 0
    assert missing in started.stderr.splitlines()[-1]


def test_production_is_whole(tmp_path):
    started = start(
        tmp_path, "settings.EMBEDDED, settings.DEMO, settings.SESSION_COOKIE_SECURE, settings.DEBUG", **WHOLE
    )
    assert started.stdout.strip() == "False False True False"


def test_production_refuses_the_demo(tmp_path):
    assert "DEMO" in start(tmp_path, "1", DEMO="true", **WHOLE).stderr.splitlines()[-1]


def test_embedded_needs_nothing_and_keeps_its_key_to_itself(tmp_path):
    started = start(tmp_path, "settings.EMBEDDED, settings.DEMO, settings.SITE_ORIGIN")
    assert started.stdout.strip() == "True True http://localhost:8000"
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_an_embedded_site_with_an_address_is_no_demo(tmp_path):
    assert start(tmp_path, "settings.DEMO", SITE_ORIGIN="https://circles.example.org").stdout.strip() == "False"


@pytest.mark.parametrize("origin", ["circles.example.org", "https://circles.example.org/path", "ftp://x"])
def test_an_origin_is_an_origin(tmp_path, origin):
    assert "SITE_ORIGIN" in start(tmp_path, "1", SITE_ORIGIN=origin).stderr.splitlines()[-1]
