"""What no link leads to: error pages as they are in their bad moment, and Django's own admin."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from peersupport.styleguide import ERRORS
from tests.audit.state import State
from tests.audit.visitors import NOBODY


def _error(name: str) -> Callable[[Page], object]:
    return lambda page: page.goto(f"/styleguide/errors/{name}/")


def admin_asks_to_sign_in(page: Page) -> None:
    """Django's own form is not there: one sign-in for the whole site."""
    page.goto("/admin/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def admin(ani: Page) -> None:
    ani.goto("/admin/")
    expect(ani.locator("#content-main")).to_be_visible()


OF_THE_HOUSE = (
    *(State(f"error page {name}", NOBODY, _error(name)) for name in ERRORS),
    State("admin, signed out", NOBODY, admin_asks_to_sign_in),
    State("admin, first page", "ani", admin),
)
