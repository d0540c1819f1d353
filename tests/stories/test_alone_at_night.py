"""Two in the morning: somebody is not safe, and one moderator alone has a desk, a colleague asleep and a number to call."""

from playwright.sync_api import Page, expect

from tests.stories.conftest import Somebody
from tests.stories.people import enter, read_the_news, share
from tests.stories.stage import LEAD, Stage, worker
from tests.stories.test_evening_at_the_desk import a_second_moderator, is_done, open_by_keys, press_key

WORDS = "It is two in the morning. I have the pills here and I don't want to wake up."
QUESTION = "She wrote that the pills are beside her. Shall I call Rose tonight?"
WAITS = "Something on the desk has waited for a while."
LETTER = "I read what you wrote, and I am glad you did. Would you put the pills in another room while we write?"


def test_one_moderator_alone_at_two_in_the_morning(somebody: Somebody, stage: Stage) -> None:
    ada, mo = somebody("ada"), somebody("mo")
    ani = a_second_moderator(somebody, stage)
    enter(ada, "Hearth")
    share(ada, WORDS)
    # Nobody comes to the desk: everyone who could is told, without a word of it.
    with worker(stage, CARE_WAITS_MINUTES="0"):
        is_told_that_something_waits(mo)
    assert "pills" not in mo.content()
    mo.goto("/desk/")
    expect(mo.get_by_text("Nobody is on duty now.")).to_be_visible()
    open_by_keys(mo, "Somebody may not be safe", "two in the morning")
    the_reason_comes_first(mo)
    asks_a_colleague_by_one_key(mo)
    open_by_keys(mo, "A colleague asks what you think", "two in the morning")
    calls_the_safeguarding_lead(mo)
    writes_to_her_and_closes(mo)
    ada.goto("/")
    expect(ada.get_by_text("A moderator wrote a few words to you.").first).to_be_visible()
    help_for_oneself(mo)
    is_told_that_something_waits(ani)
    for page in (ada, mo, ani):
        read_the_news(page)


def is_told_that_something_waits(page: Page) -> None:
    """The first page one looks at says so."""
    for _ in range(20):
        page.goto("/")
        if page.get_by_text(WAITS).count():
            return
        page.wait_for_timeout(500)
    raise AssertionError("nobody was told")


def the_reason_comes_first(mo: Page) -> None:
    expect(mo.get_by_text("Heavy words: open them when you are ready")).to_be_visible()
    expect(mo.locator(".desk-heavy .desk-words")).to_be_hidden()
    press_key(mo, "v")
    expect(mo.locator(".desk-heavy .desk-words")).to_contain_text(WORDS)


def asks_a_colleague_by_one_key(mo: Page) -> None:
    press_key(mo, "a")
    expect(mo.get_by_label("To your colleagues")).to_be_focused()
    mo.keyboard.type(QUESTION)
    mo.get_by_role("button", name="Ask what they think").click()
    mo.goto("/desk/")
    expect(mo.get_by_text("A colleague asks what you think.").first).to_be_visible()


def calls_the_safeguarding_lead(mo: Page) -> None:
    """One key leads to the pages for such minutes; each of them has the name and the number."""
    press_key(mo, "e")
    first = mo.locator(".desk-templates a").first
    expect(first).to_be_focused()
    with mo.expect_navigation():
        press_key(mo, "Enter")
    expect(mo.get_by_role("region", name="The safeguarding lead")).to_contain_text(LEAD)
    mo.go_back()


def writes_to_her_and_closes(mo: Page) -> None:
    press_key(mo, "m")
    expect(mo.get_by_label("Your words")).to_be_focused()
    mo.keyboard.type(LETTER)
    press_key(mo, "Tab")
    mo.keyboard.type("Mo")
    with mo.expect_navigation():
        press_key(mo, "Enter")
    expect(mo.get_by_text("Your words are with them.")).to_be_visible()
    press_key(mo, "c")
    is_done(mo)


def help_for_oneself(mo: Page) -> None:
    mo.get_by_role("link", name="Help for me").first.click()
    expect(mo.get_by_role("region", name="The safeguarding lead")).to_contain_text(LEAD)
    mo.get_by_role("button", name="Hand everything over").click()
    expect(mo.get_by_text("Your shift is over, and what was with you is back on the desk.")).to_be_visible()
