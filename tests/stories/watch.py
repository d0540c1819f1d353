"""What no page of this site ever does: ask somebody else for something, break, or go against its own policy."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

NO_PAGE_OF_OTHERS = ("data:", "blob:", "about:")
A_PAGE_SAID_NO = "Failed to load resource"


class Watch:
    """`over` one browser after the other; `troubles` is what they saw."""

    def __init__(self) -> None:
        self.troubles: list[str] = []
        # Addresses whose whole page answered 4xx: a story asks for these, and Chromium writes each to its console.
        self.refused: set[str] = set()

    def over(self, context: BrowserContext, site: str) -> None:
        """From now on, in every page of this browser."""
        context.on("request", lambda request: self.see_request(request, site))
        context.on("response", self.see_response)
        context.on("console", self.see_console)
        context.on("weberror", lambda error: self.troubles.append(f"error in a script: {error.error}"))

    def see_request(self, request: Request, site: str) -> None:
        if not request.url.startswith((f"{site}/", *NO_PAGE_OF_OTHERS)):
            self.troubles.append(f"third party: {request.url}")

    def see_response(self, response: Response) -> None:
        if response.status >= 500:
            self.troubles.append(f"{response.status}: {response.url}")
        if response.status >= 400 and response.request.resource_type == "document":
            self.refused.add(response.url)

    def see_console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        url = message.location["url"]
        if not (message.text.startswith(A_PAGE_SAID_NO) and url in self.refused):
            self.troubles.append(f"console: {message.text} ({url})")
