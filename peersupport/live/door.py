"""Who may open a socket at all: a page of this very site, with somebody signed in behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, parse_cookie
from django.utils.translation import get_language_from_request

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
DEFAULT_PORTS = {"http": 80, "https": 443}

Scope = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who is signed in, as of this moment."""

    person: int
    epoch: int
    session: str
    language: str


def site_origins() -> frozenset[str]:
    """The site's origin as browsers write it; on an embedded site also the other names of this machine."""
    origin = urlsplit(settings.SITE_ORIGIN.lower())
    names = [origin.netloc.rpartition("@")[2].removesuffix(f":{origin.port}")]
    if settings.EMBEDDED and names[0] in LOOPBACK:
        names = list(LOOPBACK)
    port = "" if origin.port in (None, DEFAULT_PORTS.get(origin.scheme)) else f":{origin.port}"
    return frozenset(f"{origin.scheme}://{name}{port}" for name in names)


def is_same_origin(scope: Scope, origins: frozenset[str]) -> bool:
    """Exactly one Origin, and exactly ours: compared as written, so nothing malformed is ever parsed."""
    found = headers(scope, b"origin")
    return len(found) == 1 and found[0] in origins


def headers(scope: Scope, name: bytes) -> list[str]:
    """The values of one header (`name` in lower case)."""
    return [value.decode("latin-1") for key, value in scope.get("headers", ()) if key == name]


def visitor(scope: Scope) -> Visitor | None:
    """Who is signed in behind this socket's cookie; None for nobody. Asks the database: for a thread."""
    request = HttpRequest()
    request.COOKIES = _cookies(headers(scope, b"cookie"))
    request.META["HTTP_ACCEPT_LANGUAGE"] = ",".join(headers(scope, b"accept-language"))
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    # The same question as a page asks: the account, and the password the session was opened with.
    user = get_user(SimpleNamespace(session=SessionStore(key)))  # type: ignore[arg-type]
    if not user.is_authenticated or user.pk is None:
        return None
    return Visitor(user.pk, user.sign_in_epoch, key, get_language_from_request(request))


def _cookies(lines: Iterable[str]) -> dict[str, str]:
    return {name: value for line in lines for name, value in parse_cookie(line).items()}
