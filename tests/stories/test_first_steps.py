"""Somebody new at the desk: the list is there to be looked at, and three steps come before the first entry."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.stories.conftest import Somebody
from tests.stories.people import CODE_SECONDS, desk_rows, enter, open_entry, open_share, press, reply, share, sign_up
from tests.stories.stage import Stage

HANDLE, PASSWORD = "una", "a long enough night"
# Words that wait to be read, and no other story's.
SHARP = "Shut your mouth, you pathetic loser."
QUESTION = "Does anybody else wake at four?"


def test_a_new_moderator_before_the_first_entry(somebody: Somebody, stage: Stage) -> None:
    ada, bo, una, ani = somebody("ada"), somebody("bo"), somebody(), somebody("ani")
    something_waits(ada, bo)
    sign_up(una, HANDLE)
    stage.command("appoint", HANDLE, "moderator")
    sets_up_a_second_factor(una)
    the_list_may_be_looked_at_and_no_entry_opens(una)
    is_through(ani, "not yet")
    works_through_six_cases(una)
    says_yes_to_the_agreement(una)
    names_a_colleague(una)
    is_through(ani, "done")
    open_entry(una, SHARP)
    press(una, "Let go")


def something_waits(ada: Page, bo: Page) -> None:
    enter(ada, "Hearth")
    share(ada, QUESTION)
    enter(bo, "Hearth")
    open_share(bo, QUESTION)
    reply(bo, SHARP)


def sets_up_a_second_factor(una: Page) -> None:
    """The app's first code sets it up, the next one signs in."""
    una.goto("/desk/")
    expect(una.get_by_role("heading", name="One more step")).to_be_visible()
    una.goto("/accounts/2fa/totp/activate/")
    una.get_by_label("Your password").fill(PASSWORD)
    press(una, "It is me")
    secret = una.locator("#authenticator_secret").input_value()
    una.get_by_label("The six digits in your app").fill(code(secret, 0))
    press(una, "Set it up")
    expect(una.get_by_text("Your app is set up.")).to_be_visible()
    una.get_by_role("button", name="Sign out").first.click()
    una.goto("/accounts/login/")
    una.get_by_label("Login name").fill(HANDLE)
    una.get_by_label("Password").fill(PASSWORD)
    una.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    una.get_by_label("The code from your app").fill(code(secret, 1))
    una.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(una.get_by_role("button", name="Sign out").first).to_be_visible()


def code(secret: str, later: int) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // CODE_SECONDS + later)))


def the_list_may_be_looked_at_and_no_entry_opens(una: Page) -> None:
    una.goto("/desk/")
    waiting = desk_rows(una).filter(has_text="Waiting to be read").first
    expect(waiting).to_be_visible()
    waiting.get_by_role("button", name="Open").click()
    expect(una.get_by_role("heading", level=1, name="Before your first entry")).to_be_visible()
    expect(una.get_by_text(SHARP)).to_have_count(0)


def works_through_six_cases(una: Page) -> None:
    una.get_by_role("link", name="Begin with the first one").click()
    for number in range(1, 7):
        expect(una.get_by_text(f"Invented entry {number} of 6. Nobody wrote this.")).to_be_visible()
        una.get_by_role("radio").last.check()
        press(una, "See what colleagues would do")
        expect(una.get_by_role("heading", name="What colleagues would do")).to_be_in_viewport()
        una.get_by_role("link", name="The next one" if number < 6 else "Back to the steps").last.click()
    expect(una.get_by_role("heading", name="1. Six invented entries done")).to_be_visible()


def says_yes_to_the_agreement(una: Page) -> None:
    una.get_by_label("Yes, I will keep to this").check()
    press(una, "Say yes")
    expect(una.get_by_text("You said yes to this on")).to_be_visible()


def names_a_colleague(una: Page) -> None:
    una.get_by_label("My colleague").select_option("mo")
    press(una, "Name them")
    expect(una.get_by_text("entries open for you now")).to_be_visible()


def is_through(ani: Page, so_far: str) -> None:
    ani.goto("/manage/moderators/")
    expect(ani.get_by_role("row").filter(has_text=HANDLE).get_by_role("cell").nth(1)).to_have_text(so_far)
