"""How soon a decision is on its author's open page, and a sign of care on an open desk: in Chromium, in both modes.

A worker runs beside, as on a site. The decision waits its time to be undone (2 s here): what comes after is counted.
"""

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from bench.lines import say
from tests.cast import HELD_WORDS, WORRYING_WORDS
from tests.screenshots import browser as chromium
from tests.stories.people import desk_rows, enter, open_share, press, reply, share, sign_in
from tests.stories.stage import Stage, embedded, production, worker

TURNS = int(os.environ.get("TURNS", "5"))
UNDO_SECONDS = 2
# Keeps the moment at which `count()` first said another number than now.
WATCH = """([what, than]) => {
  window.arrivedAt = null;
  const look = () => {
    if (window.arrivedAt === null && document.querySelectorAll(what).length !== than) window.arrivedAt = Date.now();
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true });
}"""


def watch(page: Page, what: str) -> None:
    page.evaluate(WATCH, [what, page.locator(what).count()])


def arrived(page: Page, since: float) -> float:
    """Milliseconds after `since` (of the machine's clock, in ms)."""
    for _ in range(400):
        page.wait_for_timeout(50)
        if (at := page.evaluate("window.arrivedAt")) is not None:
            return float(at) - since
    raise TimeoutError("it did not arrive within 20 s")


def decisions(cast: dict[str, Page]) -> list[float]:
    """mo keeps what bo's reader held back; bo's page is open all the while."""
    mo, bo, found = cast["mo"], cast["bo"], []
    enter(cast["ada"], "Hearth")
    share(cast["ada"], "The evenings are long.")
    for turn in range(TURNS):
        enter(bo, "Hearth")
        open_share(bo, "The evenings are long.")
        reply(bo, f"{HELD_WORDS} {turn}")
        watch(bo, "article.is-waiting")
        mo.goto("/desk/?kind=held")
        desk_rows(mo).last.get_by_role("button").first.click()
        keep = mo.get_by_role("button", name="Let it through")
        expect(keep).to_be_visible()
        pressed = mo.evaluate("Date.now()")
        keep.click()
        found.append(arrived(bo, pressed) - UNDO_SECONDS * 1_000)
    return found


def worries(cast: dict[str, Page]) -> list[float]:
    """ada writes that she may not be safe; mo's desk is open."""
    ada, mo, found = cast["ada"], cast["mo"], []
    mo.goto("/desk/?kind=care")
    for turn in range(TURNS):
        enter(ada, "Hearth")
        watch(mo, "li.desk-entry")
        ada.locator("textarea[name=words]").fill(f"{WORRYING_WORDS} {turn}")
        pressed = ada.evaluate("Date.now()")
        press(ada, "Share")
        ada.wait_for_url("**/posts/**")
        found.append(arrived(mo, pressed))
    return found


def open_pages(browser: Browser, stage: Stage, started: ExitStack) -> dict[str, Page]:
    pages = {}
    for handle in ("ada", "bo", "mo"):
        context = browser.new_context(base_url=stage.site(handle))
        started.callback(context.close)
        pages[handle] = context.new_page()
        sign_in(pages[handle], stage, handle)
    return pages


def main(folder: Path, db: str | None) -> None:
    stages: dict[str, Callable[..., ExitStack]] = {"sqlite": embedded, "postgresql": production}
    for name, begin in stages.items():
        if db in (None, name):
            (folder / f"arrivals-{name}").mkdir()
            with ExitStack() as started:
                browser = started.enter_context(chromium())
                stage = started.enter_context(begin(folder / f"arrivals-{name}", undo_seconds=UNDO_SECONDS))
                started.enter_context(worker(stage))
                pages = open_pages(browser, stage, started)
                told = decisions(pages)
                print(name, [round(one) for one in told], file=sys.stderr)
                say("desk.arrives_decision", told, "ms", 1_000, name)
                say("desk.arrives_care", worries(pages), "ms", 1_000, name)
