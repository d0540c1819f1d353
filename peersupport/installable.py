"""The site as an app on the home screen: its manifest, its service worker and the page for when there is no network.

Nothing here asks who is reading. What the worker keeps is the list that `kept()` returns, and not a byte more.
"""

import hashlib
import json
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_safe

from peersupport.safety.lines import all_lines
from peersupport.safety.views import help_now

WORKER = settings.BASE_DIR / "static" / "js" / "service-worker.js"
ICON = settings.BASE_DIR / "static" / "icons" / "icon.svg"
# What the two kept pages are made of.
SHELL = ("css/site.css", "js/quick-exit.js", "js/installable.js", "icons/icon.svg", "icons/maskable.svg")
# The paper of static/css/raw.css, which a phone shows while the app opens.
PAPER = "#faf6ef"


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Name, icons and colour for the home screen. Neutral: no purpose, no description, no shortcuts."""
    said = {
        "id": "/",
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME,
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [_icon("icon", "any"), _icon("maskable", "maskable")],
    }
    answer = JsonResponse(said, content_type="application/manifest+json")
    answer["Cache-Control"] = "max-age=3600"
    return answer


def _icon(name: str, purpose: str) -> dict[str, str]:
    return {
        "src": staticfiles_storage.url(f"icons/{name}.svg"),
        "sizes": "any",
        "type": "image/svg+xml",
        "purpose": purpose,
    }


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker, with the list of what it keeps as its first line."""
    answer = HttpResponse(worker_text(get_language() or ""), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    answer["Service-Worker-Allowed"] = "/"
    return answer


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What the worker shows without a network. Its own visitors are the worker, and whoever is curious."""
    answer = HttpResponse(_offline_page())
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """What browsers ask for by themselves where a page names no icon: plain text, Django's admin, letters."""
    answer = HttpResponse(ICON.read_bytes(), content_type="image/svg+xml")
    answer["Cache-Control"] = "max-age=86400"
    return answer


def _offline_page() -> str:
    return render_to_string("offline.html", {"site_name": settings.SITE_NAME, "lines": all_lines()})


@cache
def worker_text(language: str) -> str:
    """The worker's source for readers of this language. It changes when anything it keeps changes, so that browsers,
    which compare it byte by byte, fetch all of it anew."""
    pages = _offline_page().encode() + help_now(_anybody()).content
    source = WORKER.read_text()
    version = hashlib.sha256(pages + source.encode() + repr(kept()).encode()).hexdigest()[:12]
    return f"const KEPT = {json.dumps(kept() | {'version': version}, sort_keys=True)};\n{source}"


def _anybody() -> HttpRequest:
    request = HttpRequest()
    request.method = "GET"
    return request


def kept() -> dict[str, Any]:
    """Paths: the two pages, the files they need, and the address that the worker must never stand in the way of."""
    return {
        "help": reverse("safety:help_now"),
        "offline": reverse("offline"),
        "leave": reverse("safety:quick_exit"),
        "files": [staticfiles_storage.url(name) for name in SHELL],
    }


urlpatterns = [
    path("manifest.webmanifest", manifest, name="manifest"),
    path("service-worker.js", service_worker, name="service_worker"),
    path("offline/", offline, name="offline"),
    path("favicon.ico", favicon, name="favicon"),
]
