"""The stages, and somebody in front of a browser."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.screenshots import browser as chromium
from tests.stories import stage as stages
from tests.stories.people import sign_in
from tests.stories.stage import Stage
from tests.stories.watch import Watch

STAGES = {"embedded": stages.embedded, "production": stages.production}
LACKS = pytest.StashKey[list[str]]()
Somebody = Callable[..., Page]

expect.set_options(timeout=10_000)


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LACKS] = [name for name in stages.SERVERS if not os.environ.get(name)]


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if lacks := config.stash[LACKS]:
        terminalreporter.write_line(f"!!! LEFT OUT: no story in production, because {' and '.join(lacks)} is not set")


@pytest.fixture(scope="session", params=STAGES)
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Every story plays on both, one after the other."""
    lacks = request.config.stash[LACKS]
    if request.param == "production" and lacks:
        leave_out = pytest.fail if os.environ.get("CI") else pytest.skip
        leave_out(f"{' and '.join(lacks)} is not set")
    with STAGES[request.param](tmp_path_factory.mktemp(request.param)) as made:
        yield made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def somebody(stage: Stage, browser: Browser) -> Iterator[Somebody]:
    """`somebody("ada")`: a browser of its own in which ada is signed in; without a name, in which nobody is.

    What is added goes to Playwright's `new_context`. At the end no page may have done what no page does.
    """
    contexts, watch = [], Watch()

    def come(handle: str = "", **more: Any) -> Page:
        site = stage.site(handle)
        context = browser.new_context(base_url=site, storage_state=stage.signed_in.get(handle), **more)
        context.set_default_timeout(10_000)
        contexts.append(context)
        watch.over(context, site)
        page = context.new_page()
        if handle and handle not in stage.signed_in:
            sign_in(page, stage, handle)
            stage.signed_in[handle] = context.storage_state()
        return page

    yield come
    for context in contexts:
        context.close()
    assert not watch.troubles, "\n".join(watch.troubles)
