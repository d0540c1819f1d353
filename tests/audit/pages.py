"""Which pages there are: Django's own map of addresses, filled with the ids that each person of the cast meets.

A page that is added to the map is found by itself. Somebody's version of a page is looked at when it shows an element
that nobody's version of that address showed before; the rest would be the same page again.
"""

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, Resolver404, URLResolver, get_resolver, resolve, reverse

LINK = re.compile(r'(?:href|action|formaction)="(/[^"?#]*)')
ELEMENT = re.compile(r'<([a-z0-9]+)(?:[^>]*?\sclass="([^"]*)")?')
# Django's own pages for admins: not drawn by us.
NOT_OURS = ("admin:",)
MOST_FOR_ONE_ROUTE = 12


@dataclass(frozen=True)
class Page:
    """One address as one person sees it; `who` is "" for nobody signed in."""

    route: str
    path: str
    who: str

    @property
    def name(self) -> str:
        return f"{self.route} ({self.who or 'signed out'})"


def routes() -> dict[str, tuple[str, ...]]:
    """Every named route of ours, with the names of what its address must be given."""
    return dict(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, inner)
        elif pattern.name and not f"{namespace}{pattern.name}".startswith(NOT_OURS):
            names = (*pattern.pattern.converters, *pattern.pattern.regex.groupindex)
            yield f"{namespace}{pattern.name}", tuple(dict.fromkeys(names))


class Search:
    """`find` every page worth a look; `unseen` are the routes that answered nobody with a page."""

    def __init__(self, site: str) -> None:
        self.site, self.routes = site, routes()
        self.found: list[Page] = []
        self._shown: dict[str, set[tuple[str, str]]] = {route: set() for route in self.routes}

    @property
    def unseen(self) -> list[str]:
        return sorted(set(self.routes) - {page.route for page in self.found})

    def find(self, who: str, cookie: str) -> None:
        """What this person may open: links lead to ids, and ids to more addresses."""
        ids: list[dict[str, str]] = []
        asked: set[str] = set()
        while fresh := [page for page in self._pages(ids, who) if page.path not in asked]:
            for page in fresh:
                asked.add(page.path)
                if html := fetch(self.site + page.path, cookie):
                    ids += _ids_in(html)
                    self._keep_if_new(page, html)

    def _pages(self, ids: list[dict[str, str]], who: str) -> Iterator[Page]:
        for route, needs in self.routes.items():
            for path in _addresses(route, needs, ids):
                yield Page(route, path, who)

    def _keep_if_new(self, page: Page, html: str) -> None:
        elements = set(ELEMENT.findall(html))
        if elements - self._shown[page.route]:
            self._shown[page.route] |= elements
            self.found.append(page)


def _addresses(route: str, needs: tuple[str, ...], ids: list[dict[str, str]]) -> list[str]:
    fitting = [{name: one[name] for name in needs} for one in ids if set(needs) <= set(one)] if needs else [{}]
    paths = []
    for values in fitting:
        try:
            paths.append(reverse(route, kwargs=values))
        except NoReverseMatch:
            continue
    return list(dict.fromkeys(paths))[:MOST_FOR_ONE_ROUTE]


def _ids_in(html: str) -> list[dict[str, str]]:
    found = []
    for path in dict.fromkeys(LINK.findall(html)):
        try:
            values = {name: str(value) for name, value in resolve(path).kwargs.items()}
        except Resolver404:
            continue
        if values:
            found.append(values)
    return found


class _Stay(urllib.request.HTTPRedirectHandler):
    """Where a page leads is another page."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


_opener = urllib.request.build_opener(_Stay)


def fetch(url: str, cookie: str) -> str | None:
    """The HTML of a page that answers 200; None for everything else. Nothing is kept between two requests."""
    request = urllib.request.Request(url, headers={"Cookie": cookie, "Accept": "text/html"})
    try:
        with _opener.open(request, timeout=30) as answer:
            is_page = answer.status == 200 and answer.headers.get_content_type() == "text/html"
            return answer.read().decode() if is_page else None
    except urllib.error.HTTPError:
        return None
