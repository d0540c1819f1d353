"""The same evening in a browser without JavaScript: plain forms and reload."""

from playwright.sync_api import Page, expect

from tests.cast import NUDGED_WORDS
from tests.stories.conftest import Somebody
from tests.stories.people import box, enter, join, open_share, post, press, reply, share, sign_up, tell_a_moderator

ADAS = "The lake was frozen this morning."
OWN = "I came by the window and not by the door."


def test_everything_works_without_javascript(somebody: Somebody) -> None:
    ada, new = somebody("ada"), somebody(java_script_enabled=False)
    enter(ada, "Hearth")
    share(ada, ADAS)
    sign_up(new, "without-scripts")
    join(new, "Hearth", "Robin")
    share(new, OWN, "Ideas welcome")
    expect(post(new, OWN)).to_contain_text("ideas welcome")
    answer_with_a_kinder_wording(new)
    support(new)
    withdraw(new)
    tell_a_moderator(new, ADAS, "Just to see whether this works.")
    ada.reload()
    expect(post(ada, ADAS)).to_contain_text("Robin")


def answer_with_a_kinder_wording(new: Page) -> None:
    enter(new, "Hearth")
    open_share(new, ADAS)
    reply(new, NUDGED_WORDS)
    expect(new.get_by_role("heading", name="One moment, if you like")).to_be_visible()
    new.get_by_role("button", name="Use this wording").first.click()
    expect(box(new)).not_to_have_value(NUDGED_WORDS)
    kinder = box(new).input_value()
    press(new, "Post what is in the box")
    expect(post(new, kinder)).to_be_visible()


def support(new: Page) -> None:
    post(new, ADAS).get_by_role("button", name="I hear you").click()
    hear = post(new, ADAS).get_by_role("button", name="I hear you")
    expect(hear).to_have_attribute("aria-pressed", "true")
    expect(post(new, ADAS).locator(".support-names")).to_contain_text("Robin")


def withdraw(new: Page) -> None:
    enter(new, "Hearth")
    post(new, OWN).get_by_text("More", exact=True).click()
    post(new, OWN).get_by_role("link", name="Withdraw my words").click()
    press(new, "Withdraw my words")
    expect(new.get_by_text("Your words are withdrawn.")).to_be_visible()
    expect(post(new, OWN)).to_have_count(0)
    # Other stories of the same evening may have left one, too.
    expect(new.get_by_text("A share was here. Its words are gone.").first).to_be_visible()
