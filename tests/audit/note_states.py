"""Content notes: written in the composer, chosen by readers, closed and open; and the second reader among the rules."""

from playwright.sync_api import Page, expect

from tests.audit.state import State
from tests.stories.people import box, enter, open_share, post, press, send

NIGHT = "The night was longer than the day."
TROUBLE = "Say in a word or two what it speaks of."


def note_in_the_composer(ada: Page) -> None:
    enter(ada, "Hearth")
    box(ada).fill(NIGHT)
    ada.locator(".composer-note summary").click()
    ada.get_by_label("What it speaks of").select_option("relapse")
    expect(ada.get_by_label("In your own words, if you like")).to_be_visible()


def note_without_words(ada: Page) -> None:
    note_in_the_composer(ada)
    ada.get_by_label("What it speaks of").select_option("other")
    press(ada, "Share")
    expect(ada.get_by_text(TROUBLE).first).to_be_visible()


def noted_share(ada: Page) -> None:
    note_in_the_composer(ada)
    send(ada, "Share")
    expect(ada.get_by_text("Content note: Drinking, using, a relapse").first).to_be_visible()


def note_changed(ada: Page) -> None:
    enter(ada, "Hearth")
    post(ada, NIGHT).get_by_text("More", exact=True).click()
    post(ada, NIGHT).get_by_role("link", name="Content note").click()
    expect(ada.get_by_role("heading", name="A content note")).to_be_visible()


def themes_chosen(bo: Page) -> None:
    bo.goto("/me/")
    bo.get_by_label("Only for the themes I choose").check()
    bo.get_by_label("Losing somebody").check()
    bo.locator("#content-notes").get_by_role("button", name="Keep this").click()
    expect(bo.get_by_text("Your choice about content notes is kept.")).to_be_visible()


def note_that_stands_open(bo: Page) -> None:
    enter(bo, "Hearth")
    open_share(bo, NIGHT)
    expect(post(bo, NIGHT).locator(".post-words")).to_be_visible()


def second_reader_among_the_rules(ani: Page) -> None:
    ani.goto("/manage/rules/?guideline=labelling-the-person")
    expect(ani.get_by_text("the second reader").first).to_be_visible()


def rule_of_the_second_reader(ani: Page) -> None:
    second_reader_among_the_rules(ani)
    ani.get_by_role("link", name="learned-labelling-the-person").click()
    press(ani, "Only where it is surer")
    expect(ani.get_by_text("only where it is surer").first).to_be_visible()


OF_NOTES = (
    State("composer, a content note", "ada", note_in_the_composer),
    State("composer, a content note without words", "ada", note_without_words),
    State("share, with a content note", "ada", noted_share),
    State("content note, changed later", "ada", note_changed),
    State("me, themes chosen", "bo", themes_chosen),
    State("content note, open by choice", "bo", note_that_stands_open),
    State("rules, the second reader", "ani", second_reader_among_the_rules),
    State("rule, the second reader", "ani", rule_of_the_second_reader),
)
