"""What a page asks for and what it weighs, seen from the browser."""

import gzip
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Request

SMALLER_WITH_GZIP = ("text/", "application/javascript", "application/json", "application/manifest+json", "image/svg")
# A form that comes back with an error answers 422, which Chromium writes to its console; the other is our own doing.
OURS = ("status of 4", "Service Worker registration blocked")
NO_REQUEST = ("data:", "blob:", "about:")


@dataclass
class Traffic:
    """Everything one page asked for: each new page of the browser begins a new count. No service worker is there."""

    site: str
    requests: list[Request] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.on("request", self._see_request)
        context.on("console", self._see_console)
        context.on("weberror", lambda error: self.troubles.append(f"error in a script: {error.error}"))

    def _see_request(self, request: Request) -> None:
        if request.is_navigation_request() and request.redirected_from is None:
            self.requests.clear()
            self.troubles.clear()
        if not request.url.startswith(NO_REQUEST):
            self.requests.append(request)

    def _see_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(words in message.text for words in OURS):
            self.troubles.append(f"console: {message.text}")

    @property
    def third_parties(self) -> list[str]:
        return [request.url for request in self.requests if not request.url.startswith(f"{self.site}/")]

    def weight(self) -> tuple[int, int]:
        """Bytes of all bodies as they would travel compressed, and how many of the bodies we compressed for that."""
        total, ours = 0, 0
        for request in self.requests:
            size, by_us = _weight_of(request)
            total, ours = total + size, ours + by_us
        return total, ours


def _weight_of(request: Request) -> tuple[int, bool]:
    response = request.response()
    if response is None:
        return 0, False
    headers = response.headers
    try:
        # Not the bytes Chromium counts on the wire: they are none for a file that it still has from the page before.
        if "content-encoding" in headers and "content-length" in headers:
            return int(headers["content-length"]), False
        body = response.body()
    except Error:  # a redirect, or an answer without a body
        return 0, False
    if headers.get("content-type", "").startswith(SMALLER_WITH_GZIP):
        return len(gzip.compress(body, 6)), True
    return len(body), False
