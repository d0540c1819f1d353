"""Pages for what is answered before Django is asked: in the reader's language, without a session or a database."""

from collections.abc import Iterable
from functools import cache
from http import HTTPStatus

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, parse_cookie
from django.template.loader import render_to_string
from django.utils import translation

# Where even the page cannot be made, say it in one plain line. English: who knows what is broken by then.
PLAIN = {
    408: "That took too long to arrive here. Please send it again.",
    413: "That is more than we can take in at once. Please send less.",
    500: "Something broke on our side. It is not your fault; please try again.",
}
Headers = list[tuple[bytes, bytes]]


def apology(status: int, asked: Iterable[tuple[bytes, bytes]]) -> tuple[Headers, bytes]:
    """Headers and body for 408, 413 or 500; `asked`: the headers of the request, which wish for a language."""
    try:
        kind, body = b"text/html; charset=utf-8", _page(status, _language(asked))
        more = [(b"content-security-policy", build_policy().encode())]
    except Exception:
        kind, more = b"text/plain; charset=utf-8", []
        body = f"{HTTPStatus(status).phrase}. {PLAIN[status]}\n".encode()
    length = str(len(body)).encode()
    return [(b"content-type", kind), (b"content-length", length), (b"cache-control", b"no-store"), *more], body


@cache
def _page(status: int, language: str) -> bytes:
    with translation.override(language):
        return render_to_string(f"{status}.html", {"site_name": settings.SITE_NAME}).encode()


def _language(asked: Iterable[tuple[bytes, bytes]]) -> str:
    """As Django's own middleware finds it: the cookie of a choice, else what the browser asks for, else ours."""
    request = HttpRequest()
    for raw_name, raw_value in asked:
        if raw_name == b"accept-language":
            request.META["HTTP_ACCEPT_LANGUAGE"] = raw_value.decode("latin-1")
        elif raw_name == b"cookie":
            request.COOKIES.update(parse_cookie(raw_value.decode("latin-1")))
    return translation.get_language_from_request(request)
