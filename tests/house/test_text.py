"""Markdown in, safe HTML out."""

import re
import time

import pytest

from peersupport.text import MAX_CHARACTERS, tidy, to_html

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "![x](https://evil.example/a.png)",
    "<a href='https://evil.example'>kind words</a>",
    "javascript:alert(1)",
    'https://evil.example/"onmouseover=alert(1)',
    "<svg/onload=alert(1)>",
    "&lt;script&gt;",
    "<https://evil.example>",
    "> <iframe src=//evil.example>",
    "data:text/html,<script>1</script>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_becomes_a_tag_or_an_attribute(text):
    html = to_html(text)
    assert set(re.findall(r"<(\w+)", html)) <= {"p", "br", "blockquote", "a"}
    assert set(re.findall(r"<[^>]*?\s([a-z-]+)=", html)) <= {"href", "class", "rel"}
    for address in re.findall(r'href="([^"]*)"', html):
        assert address.startswith(("http://", "https://"))


def test_emphasis_lists_and_quotes_are_kept():
    html = to_html("Hello *you*\n\n> quoted\n\n- one\n- two")
    for tag in ("em", "blockquote", "ul", "li"):
        assert f"<{tag}>" in html


def test_headings_and_indented_code_are_only_words():
    html = to_html("# Day 14\n\n    not code")
    assert "<h1" not in html and "<code" not in html
    assert "# Day 14" in html


def test_a_link_shows_where_it_leads_and_tells_it_nothing():
    html = to_html("See https://example.org/a?b=1&c=2).")
    assert 'href="https://example.org/a?b=1&amp;c=2"' in html
    assert "noreferrer" in html and html.endswith(").</p>\n")


def test_tidy_takes_what_no_database_wants():
    assert tidy("  a\x00b\ud800c\r\nd\re\n\n\n\n\n\nf ") == "abc\nd\ne\n\n\nf"


def test_more_than_a_post_can_hold_is_refused_before_it_is_parsed():
    with pytest.raises(ValueError):
        to_html("x" * (MAX_CHARACTERS + 1))


@pytest.mark.parametrize("piece", ["**a", "_a*", "> ", "- a\n", "a\n", "[", "https://", "😀", "~~a", "1. "])
def test_no_text_takes_long(piece):
    text = (piece * MAX_CHARACTERS)[:MAX_CHARACTERS]
    started = time.process_time()
    to_html(text)
    assert time.process_time() - started < 0.5
