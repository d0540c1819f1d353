"""Pages are for everybody: axe finds nothing, light or dark, and nothing runs off a narrow screen."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.cast import NUDGED_WORDS
from tests.stories.conftest import Somebody
from tests.stories.people import desk_rows, enter, open_entry, open_share, reply, share, tell_a_moderator

SHARE = "What do you do with a free afternoon?"
NARROW = 320
# Without `preload`: that fetches style sheets by script and builds style elements, which our policy forbids.
AXE = {"resultTypes": ["violations"], "preload": False}
# Between light and dark only colours differ.
THEMES = {"light": AXE, "dark": AXE | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}}


def test_pages_before_signing_in_are_for_everybody(somebody: Somebody) -> None:
    page = somebody()
    for path in ("/", "/help-now/", "/guidelines/", "/accounts/login/", "/accounts/signup/"):
        page.goto(path)
        is_for_everybody(page)


def test_pages_of_a_circle_are_for_everybody(somebody: Somebody) -> None:
    ada = somebody("ada")
    for path in ("/", "/circles/", "/me/", "/accounts/2fa/"):
        ada.goto(path)
        is_for_everybody(ada)
    enter(ada, "Hearth")
    is_for_everybody(ada)
    share(ada, SHARE, "Ideas welcome")
    enter(ada, "Hearth")
    open_share(ada, SHARE)
    is_for_everybody(ada)
    reply(ada, NUDGED_WORDS)
    expect(ada.get_by_role("heading", name="One moment, if you like")).to_be_visible()
    is_for_everybody(ada)


def test_pages_of_staff_are_for_everybody(somebody: Somebody) -> None:
    bo, fay, mo, ani = (somebody(handle) for handle in ("bo", "fay", "mo", "ani"))
    enter(bo, "Hearth")
    share(bo, "What do you do with a long morning?")
    enter(fay, "Hearth")
    tell_a_moderator(fay, "a long morning", "For the desk to have something on it.")
    mo.goto("/desk/")
    expect(desk_rows(mo).first).to_be_visible()
    is_for_everybody(mo)
    open_entry(mo, "a long morning")
    is_for_everybody(mo)
    ani.goto("/manage/")
    is_for_everybody(ani)
    ani.get_by_role("link", name="Hearth", exact=True).click()
    is_for_everybody(ani)
    ani.goto("/manage/new/")
    is_for_everybody(ani)


def is_for_everybody(page: Page) -> None:
    size = page.viewport_size
    for theme, options in THEMES.items():
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        found = Axe().run(page, options=options)
        assert found.violations_count == 0, f"{page.url} ({theme}): {found.generate_report()}"
    page.set_viewport_size({"width": NARROW, "height": 800})
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW, f"{page.url} is {width} px wide"
    assert size is not None
    page.set_viewport_size(size)
