"""Leaving in a hurry: where to, and an answer that reads nothing and writes nothing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

# A page that anybody may have open; a host can set another with QUICK_EXIT_URL.
NEUTRAL_PAGE = "https://www.bbc.com/weather"


def away_url() -> str:
    return settings.QUICK_EXIT_URL or NEUTRAL_PAGE


def leave(request: HttpRequest) -> HttpResponse:
    """Redirect to the neutral page and let the browser forget the session, so that Back shows nothing.

    No `Clear-Site-Data` here: browsers may wait for it before they go on, and this must be instant.
    """
    away = HttpResponseRedirect(away_url())
    away["Cache-Control"] = "no-store"
    away["Referrer-Policy"] = "no-referrer"
    if _came_from_here(request):
        away.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Lax")
    return away


def _came_from_here(request: HttpRequest) -> bool:
    """Only our own pages may end somebody's session; old browsers without the header are trusted."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
