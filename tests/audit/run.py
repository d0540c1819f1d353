"""One run: states first, then every page there is by then, then the slow network and Lighthouse."""

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Error, expect

from tests.audit import lighthouse
from tests.audit.account_states import OF_ACCOUNTS
from tests.audit.circle_states import OF_CIRCLES
from tests.audit.goals import Findings
from tests.audit.look import Sight, look
from tests.audit.pages import Page, Search
from tests.audit.slow import first_view
from tests.audit.state import State
from tests.audit.visitors import SLOWEST_STEP, Visitors
from tests.screenshots import browser
from tests.stories.stage import embedded

# The pages that most people open first or most often, for Lighthouse: route and who.
KEY_PAGES = (
    ("home", ""),
    ("safety:help_now", ""),
    ("home", "ada"),
    ("circles:circle", "ada"),
    ("circles:share", "ada"),
)
STATES = (*OF_CIRCLES, *OF_ACCOUNTS)
ON_2G = ("circles:circle", "ada")


def audit(only: str, quick: bool, deadline: float) -> Findings:
    """`only`: names that contain this; `quick`: pages and states alone; `deadline` on time.monotonic()'s clock."""
    expect.set_options(timeout=SLOWEST_STEP)
    found = Findings()
    with TemporaryDirectory() as folder, embedded(Path(folder)) as stage, browser() as chromium:
        visitors = Visitors(chromium, stage.sites[0])
        _look_at_states(visitors, only, deadline, found)
        search = Search(visitors.site)
        for who in visitors.everybody:
            search.find(who, visitors.cookie(who))
        found.unseen = search.unseen
        _look_at_pages(visitors, [page for page in search.found if only in page.name], deadline, found)
        found.grade_words()
        if not quick:
            _look_from_far(visitors, only, search, deadline, found)
    return found


def _look_at_states(visitors: Visitors, only: str, deadline: float, found: Findings) -> None:
    """All are played, because later ones stand on earlier ones; those that `only` names are looked at."""
    for state in STATES:
        if time.monotonic() > deadline:
            found.sights.append(Sight(state.name, state.who, axe=["not looked at: no time left"]))
            continue
        try:
            _play(visitors, state, only, found)
        except (Error, AssertionError) as error:
            found.sights.append(Sight(state.name, state.who, axe=[f"could not be played: {str(error)[:300]}"]))


def _play(visitors: Visitors, state: State, only: str, found: Findings) -> None:
    with visitors.come(state.who) as (page, traffic):
        state.play(page)
        if only in state.name:
            _say(state.name)
            found.sights.append(look(page, traffic, state.name, state.who))


def _look_at_pages(visitors: Visitors, pages: list[Page], deadline: float, found: Findings) -> None:
    for one in pages:
        if time.monotonic() > deadline:
            found.sights.append(Sight(one.name, one.who, axe=["not looked at: no time left"]))
            continue
        _say(one.name)
        with visitors.come(one.who) as (page, traffic):
            page.goto(one.path)
            found.sights.append(look(page, traffic, one.name, one.who))


def _look_from_far(visitors: Visitors, only: str, search: Search, deadline: float, found: Findings) -> None:
    """2G and Lighthouse, on the key pages."""
    pages = {(page.route, page.who): page for page in reversed(search.found)}
    for page in (pages[key] for key in KEY_PAGES if key in pages and only in pages[key].name):
        if time.monotonic() > deadline:
            found.left_out.append(f"{page.name} from far: no time left")
            continue
        if (page.route, page.who) == ON_2G:
            _say(f"{page.name} on 2G")
            found.slow.append(first_view(visitors, page.path, page.who, page.name))
            found.load = round(os.getloadavg()[0], 1)
        _run_lighthouse(visitors, page, found)


def _run_lighthouse(visitors: Visitors, page: Page, found: Findings) -> None:
    if any(why.startswith("Lighthouse") for why in found.left_out):
        return
    _say(f"{page.name} in Lighthouse")
    try:
        program = lighthouse.installed()
        url, cookie = visitors.site + page.path, visitors.cookie(page.who)
        found.lighthouse.append(lighthouse.scores(program, url, page.name, cookie))
    except lighthouse.LeftOut as why:
        found.left_out.append(f"Lighthouse: {why}")


def _say(name: str) -> None:
    print(f"  {name}", file=sys.stderr, flush=True)
