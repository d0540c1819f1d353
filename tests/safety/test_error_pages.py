"""Error pages that must work with nothing: no request, no context processor, no database."""

import pytest
from django.template.loader import render_to_string


@pytest.mark.parametrize(
    "page", ["403.html", "403_csrf.html", "404.html", "408.html", "413.html", "429.html", "500.html", "503.html"]
)
def test_an_error_page_needs_no_context_and_offers_a_way_on(page):
    words = render_to_string(page)
    assert "<h1" in words and 'class="button"' in words
    assert 'href="/help-now/"' in words
    assert 'class="quick-exit"' in words


@pytest.mark.parametrize("page", ["403_csrf.html", "408.html", "413.html", "429.html", "500.html", "503.html"])
def test_a_page_for_bad_moments_does_not_guess_who_is_reading(page):
    assert "Sign in" not in render_to_string(page)
