"""Moderators among themselves, what one press does on the whole site, and what admins say in their own words.

Played last but for accounts: what is closed here is opened again, and what rests is woken. bo is new at the desk.
"""

import re

from playwright.sync_api import Page, expect

from tests.audit.state import State
from tests.audit.visitors import NOBODY
from tests.cast import WORRYING_WORDS
from tests.stories.people import enter, open_entry, press

FIRST = "/desk/first/"
TOO_LONG = "The second share in Hearth needs a slow eye. " * 25
SMALL_HOURS = f"{WORRYING_WORDS} It is late."


def new_at_the_desk(bo: Page) -> None:
    bo.goto("/desk/")
    expect(bo.get_by_role("link", name="Before your first entry")).to_be_visible()


def first_steps_not_begun(bo: Page) -> None:
    bo.goto(FIRST)
    expect(bo.get_by_role("link", name="Begin with the first one")).to_be_visible()


def agreement_not_said_yes_to(bo: Page) -> None:
    first_steps_not_begun(bo)
    bo.get_by_label("Yes, I will keep to this").evaluate("box => box.removeAttribute('required')")
    press(bo, "Say yes")
    expect(bo.get_by_role("alert")).to_be_visible()


def case_without_a_choice(bo: Page) -> None:
    bo.goto(f"{FIRST}a-harsh-reply/")
    press(bo, "See what colleagues would do")
    expect(bo.get_by_role("alert")).to_be_visible()


def case_answered(bo: Page) -> None:
    bo.goto(f"{FIRST}a-hard-night/")
    bo.get_by_role("radio").nth(2).check()
    press(bo, "See what colleagues would do")
    expect(bo.get_by_role("heading", name="What colleagues would do")).to_be_visible()


def shift_begun(mo: Page) -> None:
    mo.goto("/desk/")
    press(mo, "Begin my shift")
    mo.get_by_text("You are on duty").click()
    expect(mo.get_by_label("For whoever comes after you")).to_be_visible()


def handover_too_long(mo: Page) -> None:
    mo.goto("/desk/")
    mo.get_by_text("You are on duty").click()
    box = mo.get_by_label("For whoever comes after you")
    box.evaluate("box => box.removeAttribute('maxlength')")
    box.fill(TOO_LONG)
    press(mo, "End with this note")
    expect(mo.get_by_role("alert")).to_be_visible()


def shift_ended(mo: Page) -> None:
    handover_too_long(mo)
    mo.get_by_label("For whoever comes after you").fill("The second share in Hearth needs a slow eye.")
    press(mo, "End with this note")
    expect(mo.get_by_text("Your shift is over")).to_be_visible()


def between_colleagues(ani: Page) -> None:
    ani.goto("/desk/between/")
    expect(ani.get_by_text("At the end of a shift")).to_be_visible()


def debrief_too_long(ani: Page) -> None:
    between_colleagues(ani)
    box = ani.get_by_label("Put something down")
    box.evaluate("box => box.removeAttribute('maxlength')")
    box.fill(TOO_LONG)
    press(ani, "Leave it here")
    expect(ani.get_by_role("alert")).to_be_visible()


def left_to_colleagues(ani: Page) -> None:
    ani.goto("/desk/weather/")
    ani.get_by_label("Somebody may not be safe").check()
    press(ani, "Keep this")
    ani.locator("summary").filter(has_text="left to colleagues today").click()
    expect(ani.locator("details[open] li.desk-entry").first).to_be_visible()


def closed(mo: Page) -> None:
    mo.goto("/desk/")
    mo.get_by_text("When it is too much, or minutes count").click()
    press(mo, "Close sign-ups and joining")
    expect(mo.get_by_role("button", name="Open them again")).to_be_visible()


def closed_where_one_hosts(ani: Page) -> None:
    ani.goto("/manage/")
    expect(ani.get_by_role("button", name="Open them again")).to_be_visible()


def closed_to_newcomers(page: Page) -> None:
    page.goto("/accounts/signup/")
    expect(page.get_by_role("heading", name="No new accounts right now")).to_be_visible()


def closed_in_the_list(out: Page) -> None:
    out.goto("/circles/")
    expect(out.get_by_text("Nobody new can join a circle just now.")).to_be_visible()


def open_again(ani: Page) -> None:
    closed_where_one_hosts(ani)
    press(ani, "Open them again")
    expect(ani.get_by_text("Sign-ups and joining are open again.")).to_be_visible()


def frozen(mo: Page) -> None:
    """From the entry of care that is still there: the demo's own, in Lantern."""
    entry = open_entry(mo, "Some nights I would rather not wake up.")
    entry.get_by_text("When it is too much, or minutes count").click()
    press(mo, "Let this circle rest")
    expect(mo.get_by_text("The circle rests: everybody can read")).to_be_visible()


def resting(cy: Page) -> None:
    enter(cy, "Lantern")
    expect(cy.get_by_text("This circle is resting.")).to_be_visible()


def woken(ani: Page) -> None:
    ani.goto("/manage/")
    ani.get_by_role("link", name="Lantern").click()
    press(ani, "Wake it")
    expect(ani.get_by_text("The circle is awake")).to_be_visible()


def more_seats(ani: Page) -> None:
    ani.goto("/manage/")
    ani.get_by_role("link", name="Hearth").click()
    ani.get_by_role("spinbutton", name="Seats").fill("13")
    press(ani, "Save")


def what_changed(ada: Page) -> None:
    enter(ada, "Hearth")
    ada.get_by_role("link", name="What changed here").click()
    expect(ada.get_by_text("There are 13 seats here now.")).to_be_visible()


def text_without_words(ani: Page) -> None:
    ani.goto("/manage/texts/imminent-danger/en/")
    ani.get_by_label("Your words").fill("")
    ani.get_by_label("Your words").evaluate("box => box.removeAttribute('required')")
    press(ani, "Let these words count")
    expect(ani.get_by_role("alert")).to_be_visible()


def text_in_own_words(ani: Page) -> None:
    ani.goto("/manage/texts/imminent-danger/en/")
    ani.get_by_label("Your words").fill(
        "**Call Nour: 0800 5550 100**\n\n1. Write to them now.\n2. Stay until Nour answers."
    )
    press(ani, "Let these words count")
    ani.locator("summary").filter(has_text="Version 2").click()
    expect(ani.get_by_role("button", name="Go back to our words")).to_be_visible()


def runbook_in_own_words(mo: Page) -> None:
    mo.goto("/desk/what-to-do/imminent-danger/")
    expect(mo.get_by_text("Call Nour: 0800 5550 100")).to_be_visible()


def rule_on_trial(ani: Page) -> None:
    ani.goto("/manage/rules/new/")
    for label, words in (
        ("Name", "Wagon"),
        ("Phrases", "hop~ on the wagon"),
        ("Reason", "It can sound as if it were small."),
        ("Other wordings", "That sounds hard."),
        ("Must be found", "Time to hop on the wagon.\nTry hopping on the wagon."),
        ("Must be left alone", "I walked home.\nThe wagon is red."),
    ):
        ani.get_by_label(label, exact=label == "Name").fill(words)
    ani.get_by_label("What happens").select_option("nudge")
    press(ani, "Keep it, and begin the trial")
    expect(ani.get_by_role("heading", level=1, name="Wagon")).to_be_visible()


def rule_changed(ani: Page) -> None:
    ani.goto("/manage/rules/")
    ani.get_by_role("link", name="Wagon").click()
    ani.get_by_role("link", name="Change it").click()
    expect(ani.get_by_label("Phrases")).to_have_value("hop~ on the wagon")


def trial_excerpts(ani: Page) -> None:
    """Opened by a press that stands on the page only when something was found: sent as the page would send it."""
    ani.goto("/manage/rules/")
    ani.get_by_role("link", name="Wagon").click()
    form = ani.locator("form[action$='/act/']").first
    form.evaluate("form => { form.action = form.action.replace('/act/', '/look/'); form.submit() }")
    expect(ani).to_have_url(re.compile("/look/$"))


OF_THE_TEAM = (
    State("desk, somebody new", "bo", new_at_the_desk),
    State("first steps, not begun", "bo", first_steps_not_begun),
    State("first steps, agreement without a yes", "bo", agreement_not_said_yes_to),
    State("first steps, a case without a choice", "bo", case_without_a_choice),
    State("first steps, a case answered", "bo", case_answered),
    State("shift, begun", "mo", shift_begun),
    State("shift, hand-over too long", "mo", handover_too_long),
    State("shift, ended", "mo", shift_ended),
    State("between colleagues, a note", "ani", between_colleagues),
    State("between colleagues, too long", "ani", debrief_too_long),
    State("desk, left to colleagues today", "ani", left_to_colleagues),
    State("doors closed, desk", "mo", closed),
    State("doors closed, manage", "ani", closed_where_one_hosts),
    State("doors closed, sign-up", NOBODY, closed_to_newcomers),
    State("doors closed, circles", "out", closed_in_the_list),
    State("doors open again", "ani", open_again),
    State("entry, circle frozen", "mo", frozen),
    State("circle, frozen", "cy", resting),
    State("manage, circle woken", "ani", woken),
    State("manage, more seats", "ani", more_seats),
    State("circle, what changed", "ada", what_changed),
    State("text, without words", "ani", text_without_words),
    State("text, in own words", "ani", text_in_own_words),
    State("what to do, in own words", "mo", runbook_in_own_words),
    State("rule, on trial", "ani", rule_on_trial),
    State("rule, being changed", "ani", rule_changed),
    State("rule, excerpts of a trial", "ani", trial_excerpts),
)
