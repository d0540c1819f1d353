"""Signing in and the second factor, in the states that no address alone leads to. Played in this order."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from moderation.demo import PASSWORD
from tests.audit.state import State
from tests.audit.visitors import NOBODY
from tests.stories.people import CODE_SECONDS, press


def wrong_password(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Login name").fill("nobody")
    page.get_by_label("Password").fill("not this one")
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert").first).to_be_visible()


def link_asked_for(page: Page) -> None:
    page.goto("/accounts/password/reset/")
    page.locator("main input[name=email]").fill("nobody@example.org")
    press(page, "Send me a link")
    expect(page.get_by_role("heading", name="Look at your mail")).to_be_visible()


def link_that_ran_out(page: Page) -> None:
    page.goto("/accounts/password/reset/key/1-none/")


def short_password(page: Page) -> None:
    page.goto("/accounts/signup/")
    page.get_by_label("Login name").fill("somebody-new")
    page.get_by_label("Password").fill("short")
    press(page, "Make an account")
    expect(page.get_by_role("alert").first).to_be_visible()


def staff_without_second_factor(page: Page) -> None:
    _sign_in(page, "mo")
    page.goto("/desk/")
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()


def asked_again(out: Page) -> None:
    out.goto("/accounts/2fa/totp/activate/")
    expect(out.locator("main input[name=password]")).to_be_visible()


def adding_a_passkey(out: Page) -> None:
    _prove(out, "/accounts/2fa/webauthn/add/")


def adding_an_app(out: Page) -> None:
    _prove(out, "/accounts/2fa/totp/activate/")


def added_an_app(out: Page) -> None:
    adding_an_app(out)
    secret = out.locator("#authenticator_secret").input_value()
    out.locator("main input[name=code]").fill(format_hotp_value(hotp_value(secret, int(time.time()) // CODE_SECONDS)))
    out.locator("main button[type=submit]").first.click()
    out.wait_for_url("**/recovery-codes/**")


def making_new_codes(out: Page) -> None:
    _prove(out, "/accounts/2fa/recovery-codes/generate/")


def taking_the_app_away(out: Page) -> None:
    _prove(out, "/accounts/2fa/totp/deactivate/")


def wrong_code(out: Page) -> None:
    adding_an_app(out)
    out.locator("main input[name=code]").fill("000000")
    out.locator("main button[type=submit]").first.click()
    expect(out.get_by_role("alert").first).to_be_visible()


def address_added(bo: Page) -> None:
    _prove(bo, "/accounts/reauthenticate/?next=/accounts/email/", "/accounts/email/")
    bo.get_by_label("E-mail").fill("bo@example.org")
    press(bo, "Add it")
    expect(bo.get_by_text("A letter is on its way.")).to_be_visible()


def code_asked(page: Page) -> None:
    _sign_in(page, "out")
    expect(page.locator("main input[name=code]")).to_be_visible()


def _sign_in(page: Page, handle: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Login name").fill(handle)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/login/" not in url)


def _prove(page: Page, path: str, then: str = "") -> None:
    """To a page that asks once more who one is, where it was not asked in the last minutes."""
    page.goto(path)
    if page.locator("main input[name=password]").count():
        page.locator("main input[name=password]").fill(PASSWORD)
        page.locator("main button[type=submit]").first.click()
        page.wait_for_url(f"**{then or path}")


OF_ACCOUNTS = (
    State("sign in, wrong password", NOBODY, wrong_password),
    State("forgotten password, link asked for", NOBODY, link_asked_for),
    State("forgotten password, link ran out", NOBODY, link_that_ran_out),
    State("my e-mail, one added", "bo", address_added),
    State("sign up, short password", NOBODY, short_password),
    State("staff without a second factor", NOBODY, staff_without_second_factor),
    State("asked once more who one is", "out", asked_again),
    State("second factor, adding a passkey", "out", adding_a_passkey),
    State("second factor, adding an app", "out", adding_an_app),
    State("second factor, wrong code", "out", wrong_code),
    State("second factor, recovery codes", "out", added_an_app),
    State("second factor, new codes", "out", making_new_codes),
    State("second factor, taking it away", "out", taking_the_app_away),
    State("sign in, code asked", NOBODY, code_asked),
)
