"""One run: states first, then every page there is by then, then the slow network and Lighthouse."""

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Error, expect

from peersupport.start.packages import PYTHON, ROOT
from tests.audit import lighthouse
from tests.audit.account_states import OF_ACCOUNTS
from tests.audit.care_states import OF_CARE
from tests.audit.circle_states import OF_CIRCLES
from tests.audit.desk_states import OF_THE_DESK
from tests.audit.goals import Findings
from tests.audit.house_states import OF_THE_HOUSE
from tests.audit.look import Sight, look
from tests.audit.note_states import OF_NOTES
from tests.audit.pages import Page, Search
from tests.audit.slow import first_view
from tests.audit.state import State
from tests.audit.team_states import OF_THE_TEAM
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
STATES = (*OF_THE_HOUSE, *OF_CIRCLES, *OF_THE_DESK, *OF_CARE, *OF_NOTES, *OF_THE_TEAM, *OF_ACCOUNTS)
SECOND_MODERATOR, NEW_MODERATOR = "ani", "bo"
# Looked at once more in Spanish: words are longer there. The reading grade is made for English and left out.
IN_SPANISH = (*KEY_PAGES, ("guidelines", ""), ("account_login", ""), ("mfa_index", "ada"), ("moderation:desk", "mo"))
ON_2G = ("circles:circle", "ada")


def audit(only: str, quick: bool, deadline: float, pictures: Path | None = None) -> Findings:
    """`only`: see `is_wanted`; `quick`: pages and states alone; `deadline` on time.monotonic()'s clock; `pictures`: a
    folder for what each page looked like."""
    expect.set_options(timeout=SLOWEST_STEP)
    found = Findings()
    with TemporaryDirectory() as folder, embedded(Path(folder)) as stage, browser() as chromium:
        for handle in (SECOND_MODERATOR, NEW_MODERATOR):
            _appoint(handle, Path(folder))
        visitors = Visitors(chromium, stage.sites[0], pictures)
        _look_at_states(visitors, only, deadline, found)
        search = Search(visitors.site)
        for who in visitors.everybody:
            search.find(who, visitors.cookie(who))
        found.unseen = search.unseen
        _look_at_pages(visitors, [page for page in search.found if is_wanted(page.name, only)], deadline, found)
        _look_in_spanish(visitors, only, search, deadline, found)
        found.grade_words()
        if not quick:
            _look_from_far(visitors, only, search, deadline, found)
    return found


def is_wanted(name: str, only: str) -> bool:
    """Does the name contain one of the words between the commas? With no words every name does."""
    return any(words.strip() in name for words in only.split(","))


def _appoint(handle: str, folder: Path) -> None:
    """The demo has one moderator; a second look is another one's, and first steps are of somebody new."""
    around = {**os.environ, "DATA_DIR": str(folder)}
    subprocess.run([PYTHON, "manage.py", "appoint", handle, "moderator"],
                   cwd=ROOT, env=around, check=True, stdout=subprocess.DEVNULL)  # fmt: skip


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
        if is_wanted(state.name, only):
            _say(state.name)
            found.sights.append(look(page, traffic, state.name, state.who, visitors.pictures))


def _look_at_pages(visitors: Visitors, pages: list[Page], deadline: float, found: Findings) -> None:
    for one in pages:
        if time.monotonic() > deadline:
            found.sights.append(Sight(one.name, one.who, axe=["not looked at: no time left"]))
            continue
        _say(one.name)
        with visitors.come(one.who) as (page, traffic):
            page.goto(one.path)
            found.sights.append(look(page, traffic, one.name, one.who, visitors.pictures))


def _look_in_spanish(visitors: Visitors, only: str, search: Search, deadline: float, found: Findings) -> None:
    pages = {(page.route, page.who): page for page in reversed(search.found)}
    paths = {page.route: page.path for page in search.found}
    for route, who in IN_SPANISH:
        page = pages.get((route, who)) or Page(route, paths[route], who)
        name = f"{page.name} in Spanish"
        if not is_wanted(name, only):
            continue
        if time.monotonic() > deadline:
            found.sights.append(Sight(name, who, axe=["not looked at: no time left"]))
            continue
        _say(name)
        with visitors.come(who, locale="es-ES") as (tab, traffic):
            tab.goto(page.path)
            sight = look(tab, traffic, name, who, visitors.pictures)
            if tab.locator("html").get_attribute("lang") != "es":
                sight.axe.append("not in Spanish")
            sight.grade, sight.calm_grade, sight.calm_words = None, None, []
            found.sights.append(sight)


def _look_from_far(visitors: Visitors, only: str, search: Search, deadline: float, found: Findings) -> None:
    """2G and Lighthouse, on the key pages."""
    pages = {(page.route, page.who): page for page in reversed(search.found)}
    for page in (pages[key] for key in KEY_PAGES if key in pages and is_wanted(pages[key].name, only)):
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
