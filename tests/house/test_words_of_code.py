"""Forbidden phrases and their safe doors."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PYTHON = [path for folder in ("peersupport", "circles", "moderation") for path in sorted((ROOT / folder).rglob("*.py"))]


def lines_with(paths, pattern: str) -> list[str]:
    found = re.compile(pattern)
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if found.search(line)
    ]


@pytest.mark.parametrize(
    ("why", "pattern"),
    [
        ("words are cleaned when written; `rendered` is the one door", r"\|\s*safe\b|autoescape off"),
        ("no inline script", r"<script(?![^>]*\bsrc=)"),
        ("no inline style", r"<style|\sstyle="),
        ("no inline event", r"\son[a-z]+="),
        ("no third party", r"(src=|<link[^>]*href=)\"(https?:)?//"),
    ],
)
def test_templates_never_say(why, pattern):
    assert lines_with(TEMPLATES, pattern) == [], why


def test_views_and_consumers_never_save():
    rooms = [path for path in PYTHON if "/views" in str(path) or path.name == "consumers.py"]
    assert lines_with(rooms, r"\.(save|create|bulk_create|delete)\(|group_send|live\.ring") == []


def test_views_fetch_through_what_may_be_seen():
    views = [path for path in PYTHON if "/views" in str(path)]
    assert lines_with(views, r"\.objects\.get\(") == []


def test_only_live_speaks_to_the_layer():
    others = [path for path in PYTHON if "peersupport/live" not in str(path)]
    assert lines_with(others, r"group_send|get_channel_layer\(\)\.") == []


def test_only_text_marks_words_as_safe():
    allowed = {"circles/faces.py", "circles/templatetags/words.py"}
    found = lines_with(PYTHON, r"\bmark_safe\(|SafeString\(")
    assert {line.rsplit(":", 1)[0] for line in found} <= allowed


def test_member_pages_use_none_of_the_hard_words():
    member_pages = [path for path in TEMPLATES if path.parent.name not in ("moderation", "styleguide")]
    shown = r">[^<{]*\b(breach|held|returned|flagged|violation|strike|witness|reject)\b"
    assert lines_with(member_pages, shown) == []
