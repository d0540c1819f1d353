"""The cast in front of browsers: one session each, and a browser without a cache for every look."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from peersupport.demo import CAST
from tests.audit.traffic import Traffic
from tests.screenshots import SIZES, sign_in

NOBODY = ""
SLOWEST_STEP = 20_000


class Visitors:
    """Signed in once, when first asked for. `everybody` are the cast's login names, and NOBODY."""

    everybody = (NOBODY, *CAST)

    def __init__(self, browser: Browser, site: str, pictures: Path | None = None) -> None:
        self.browser, self.site, self.pictures = browser, site, pictures
        self._sessions: dict[str, Any] = {}

    @contextmanager
    def come(self, who: str, **more: Any) -> Iterator[tuple[Page, Traffic]]:
        """An empty page of a new browser in which this person is signed in."""
        width, height = SIZES["phone"]
        context = self.browser.new_context(
            base_url=self.site,
            storage_state=self._session(who),
            service_workers="block",
            viewport={"width": width, "height": height},
            **more,
        )
        context.set_default_timeout(SLOWEST_STEP)
        traffic = Traffic(self.site)
        traffic.watch(context)
        try:
            yield context.new_page(), traffic
        finally:
            context.close()

    def cookie(self, who: str) -> str:
        """The person's `Cookie` header."""
        session = self._session(who) or {"cookies": []}
        return "; ".join(f"{one['name']}={one['value']}" for one in session["cookies"])

    def _session(self, who: str) -> Any:
        if who and who not in self._sessions:
            context = self.browser.new_context(service_workers="block")
            sign_in(context.new_page(), self.site, who)
            self._sessions[who] = context.storage_state()
            context.close()
        return self._sessions.get(who)
