"""Forbidden phrases and their safe doors."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# A letter has no stylesheet to fetch: the one file with its few rules travels inside it.
STYLE_OF_LETTERS = ROOT / "templates" / "mail" / "_style.html"
TEMPLATES = sorted({*(ROOT / "templates").rglob("*.html")} - {STYLE_OF_LETTERS})
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
        ("no inline script; a block of JSON runs nothing", r"<script(?![^>]*\b(src=|type=\"application/json\"))"),
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


# Pages and parts of pages that only moderators and admins open. Every other template is a member's.
FOR_STAFF = {
    "moderation": {"_around", "_count", "_decide", "_kind", "_live", "_reach_out", "_row", "_talk", "_templates",
                   "_troubles", "_why", "appeal", "circle", "closed_entry", "desk", "entry", "log", "manage", "new_circle",
                   "remove_member", "too_late"},
}  # fmt: skip
HARD = re.compile(
    r"\b(breach(es|ed)?|held|returned|flagged|violat(es?|ed|ions?)|strikes?|witness(es|ed)?|reject(s|ed)?)\b", re.I
)
TRANSLATED = re.compile(r"""\b(?:translate\s+|_\()(?:"([^"]*)"|'([^']*)')""")


def said_by(template: str) -> list[str]:
    """What a template puts before somebody: its text, and what its tags translate; not its code and class names."""
    source = re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", template, flags=re.S)
    text = re.sub(r"{%.*?%}|{{.*?}}", "", source, flags=re.S)
    return [one or other for one, other in TRANSLATED.findall(source)] + re.sub(r"<[^>]*>", "\n", text).split("\n")


def test_what_a_template_says_is_found_wherever_it_stands():
    template = '{% if state == "held" %}<p class="held">a {% translate "b" %}{% trans_ %} <i title="{% translate \'c\' %}">d</i>'
    assert {word.strip() for word in said_by(template)} - {""} == {"a", "b", "c", "d"}


def test_member_pages_use_none_of_the_hard_words():
    pages = [
        path for path in sorted((ROOT / "templates").rglob("*.*")) if path.parent.name not in ("styleguide", "admin")
    ]
    members = [path for path in pages if path.stem not in FOR_STAFF.get(path.parent.name, ())]
    assert len(members) > 60
    found = [(str(path.relative_to(ROOT)), words) for path in members for words in said_by(path.read_text())
             if HARD.search(words)]  # fmt: skip
    assert found == []


def test_sentences_of_the_code_use_none_of_the_hard_words():
    """All that Python translates; the five states' own names are code and stand on no page."""
    names = {f'_("{state}")' for state in ("held", "returned")}
    lines = [
        line for path in PYTHON for line in re.findall(r"\b_\(.*?\"\)", path.read_text(), re.S) if HARD.search(line)
    ]
    assert set(lines) - names == set()
    assert lines_with([path for path in TEMPLATES if path.parent.name != "admin"], r"post\.get_state_display") == []


def test_titles_tell_nobody_who_looks_over_a_shoulder_where_one_is():
    """A title is one of a few fixed words: never a circle's name, a seat's or a member's words."""
    title = re.compile(r"<title>(.*?)</title>|{% block (?:head_)?title %}(.*?){% endblock %}", re.S)
    found = [
        (str(path.relative_to(ROOT)), words)
        for path in TEMPLATES
        if path.parent.name != "mail"
        for words in ("".join(groups) for groups in title.findall(path.read_text()))
        if re.search(r"{{|blocktranslate|{% include", words)
    ]
    assert found == []
