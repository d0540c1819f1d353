"""Help lines in their other shapes, and words that wait because of one passage. Played last: cy is alone with them."""

from playwright.sync_api import Page, expect

from tests.audit.state import State
from tests.cast import WORRYING_WORDS
from tests.stories.people import enter, press, share

FRIEND_WORDS = "My brother told me he wants to die. I don't know what to do."
PACT = "Who wants to go with me?"


def waiting_for_a_passage(cy: Page) -> None:
    enter(cy, "Lantern")
    share(cy, f"{WORRYING_WORDS} {PACT}")
    expect(cy.get_by_text("We'd like to read this before the others do.").first).to_be_visible()


def without_the_passage(cy: Page) -> None:
    enter(cy, "Lantern")
    cy.get_by_role("link", name="Post it at once without the marked part").first.click()
    expect(cy.get_by_role("button", name="Post this now")).to_be_visible()


def lines_put_away(cy: Page) -> None:
    enter(cy, "Lantern")
    press(cy, "I have these")
    expect(cy.get_by_text("Your help lines")).to_be_visible()


def lines_for_a_friend(cy: Page) -> None:
    enter(cy, "Lantern")
    share(cy, FRIEND_WORDS)
    expect(cy.get_by_text("Lines for those who look after others").or_(cy.get_by_text("You are worried about somebody"))
           .first).to_be_visible()  # fmt: skip


OF_CARE = (
    State("care, help lines for a friend", "cy", lines_for_a_friend),
    State("care, waiting for a passage", "cy", waiting_for_a_passage),
    State("care, at once without the passage", "cy", without_the_passage),
    State("care, help lines put away", "cy", lines_put_away),
)
