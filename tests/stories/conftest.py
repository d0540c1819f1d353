"""The stages, and somebody in front of a browser."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.screenshots import browser as chromium
from tests.stories import stage as stages
from tests.stories.people import sign_in
from tests.stories.stage import Stage
from tests.stories.watch import Watch

# Marks, keys, print, folding, the shell on the device, and a socket that the story itself holds.
PAGE_ALONE = {"test_marks", "test_keys", "test_paper", "test_folding", "test_offline", "test_live_page"}
STAGES = {"embedded": stages.embedded, "production": stages.production}
LACKS = pytest.StashKey[list[str]]()
Somebody = Callable[..., Page]

PATIENCE_MS = 10_000
expect.set_options(timeout=PATIENCE_MS)


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LACKS] = [name for name in stages.SERVERS if not os.environ.get(name)]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is about the page alone, whatever server it came from, plays on the first stage only."""
    again = {item for item in items if item.path.stem in PAGE_ALONE and "production" in item.name}
    config.hook.pytest_deselected(items=list(again))
    items[:] = [item for item in items if item not in again]


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if lacks := config.stash[LACKS]:
        terminalreporter.write_line(f"!!! LEFT OUT: every story in production, for want of {' and '.join(lacks)}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="session", params=STAGES)
def stage(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """Every story plays on both, one after the other."""
    lacks = request.config.stash[LACKS]
    if request.param == "production" and lacks:
        leave_out = pytest.fail if os.environ.get("CI") else pytest.skip
        leave_out(f"for want of {' and '.join(lacks)}")
    with STAGES[request.param](tmp_path_factory.mktemp(request.param)) as made:
        yield made
        for context in made.browsers.values():
            context.close()


@pytest.fixture
def somebody(stage: Stage, browser: Browser) -> Iterator[Somebody]:
    """`somebody("ada")`: a new tab of the browser in which ada is signed in; without a name, of a browser that is new.

    What is added goes to Playwright's `new_context`. At the end no page may have done what no page does.
    """
    pages, watch = [], Watch()

    def open_tab(context: BrowserContext, site: str) -> Page:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        watch.over(page, site)
        return page

    def come(handle: str = "", **more: Any) -> Page:
        site = stage.site(handle)
        context = stage.browsers.get(handle) or browser.new_context(base_url=site, **more)
        if handle and handle not in stage.browsers:
            # This tab stays: the next one then costs Chromium half of what a window does.
            sign_in(open_tab(context, site), stage, handle)
            stage.browsers[handle] = context
        pages.append(open_tab(context, site))
        return pages[-1]

    yield come
    for page in pages:
        # Whoever was sent into a tunnel comes out of it, whatever became of the story.
        page.context.set_offline(False)
        page.close()
        if page.context not in stage.browsers.values():
            page.context.close()
    assert not watch.troubles, "\n".join(watch.troubles)
