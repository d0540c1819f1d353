"""What no page of this site ever does: ask somebody else for something, break, or go against its own policy."""

import re

from playwright.sync_api import ConsoleMessage, Page, Request, Response

# A story may take the network away; what the page makes of that is for the story to look at.
NO_NETWORK = "net::ERR_INTERNET_DISCONNECTED"
# "I have read it", said by a page a moment before it hears that its seat is gone: a 404, and nobody sees it.
READ_TOO_LATE = re.compile(r"/circles/[\w-]+/read/\Z")
NOT_ASKED_FOR = ("data:", "blob:", "about:")


class Watch:
    """`over` one page after the other; `troubles` is what was seen there."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.console: list[ConsoleMessage] = []
        # Addresses whose whole page was refused: a story asks for these, and Chromium writes each to its console.
        self.refused: set[str] = set()

    def over(self, page: Page, site: str) -> None:
        """From now on."""
        page.on("request", lambda request: self.see_request(request, site))
        page.on("response", self.see_response)
        page.on("console", lambda message: self.console.append(message))
        page.on("pageerror", lambda error: self.seen.append(f"error in a script: {error}"))

    def see_request(self, request: Request, site: str) -> None:
        if not request.url.startswith((f"{site}/", *NOT_ASKED_FOR)):
            self.seen.append(f"third party: {request.url}")

    def see_response(self, response: Response) -> None:
        if response.status >= 500:
            self.seen.append(f"{response.status}: {response.url}")
        if response.status >= 400 and response.request.resource_type == "document":
            self.refused.add(response.url)

    @property
    def troubles(self) -> list[str]:
        """One line each; empty when all was well."""
        errors = [message for message in self.console if message.type == "error" and not self.is_refusal(message)]
        return self.seen + [f"console: {message.text} ({message.location['url']})" for message in errors]

    def is_refusal(self, message: ConsoleMessage) -> bool:
        if not message.text.startswith("Failed to load resource"):
            return False
        url = message.location["url"]
        too_late = READ_TOO_LATE.search(url) and "404" in message.text
        return url in self.refused or bool(too_late) or message.text.endswith(NO_NETWORK)
