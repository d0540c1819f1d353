"""ada says what her words speak of, and they arrive at bo's page closed or open, as he chose."""

from playwright.sync_api import Page, expect

from tests.stories.conftest import Somebody
from tests.stories.people import box, enter, post, send, without_reload

LOSS, RELAPSE = "My brother's chair stays empty.", "I poured the last of it away."


def test_a_note_arrives_closed_or_open_as_its_reader_chose(somebody: Somebody) -> None:
    ada, bo = somebody("ada"), somebody("bo")
    choose(bo, "Only for the themes I choose", "Losing somebody")
    enter(bo, "Hearth")
    with without_reload(bo):
        share_with_note(ada, LOSS, "loss")
        share_with_note(ada, RELAPSE, "relapse")
        expect(post(bo, RELAPSE)).to_contain_text("Content note: Drinking, using, a relapse")
        expect(post(bo, RELAPSE).locator(".post-words")).to_be_visible()
        expect(post(bo, LOSS)).to_contain_text("Content note: Losing somebody")
        expect(post(bo, LOSS).locator(".post-words")).to_be_hidden()
        post(bo, LOSS).locator(".content-note summary").click()
        expect(post(bo, LOSS).locator(".post-words")).to_be_visible()
    choose(bo, "Always, until I open them")
    enter(bo, "Hearth")
    expect(post(bo, RELAPSE).locator(".post-words")).to_be_hidden()


def test_a_note_comes_back_with_the_draft(somebody: Somebody) -> None:
    ada = somebody("ada")
    enter(ada, "Hearth")
    box(ada).fill("Half a sentence about")
    ada.locator(".composer-note summary").click()
    ada.get_by_label("In your own words, if you like").fill("my old house")
    ada.goto("/")
    enter(ada, "Hearth")
    expect(box(ada)).to_have_value("Half a sentence about")
    expect(ada.get_by_label("In your own words, if you like")).to_have_value("my old house")
    expect(ada.get_by_label("In your own words, if you like")).to_be_visible()


def choose(page: Page, when: str, *themes: str) -> None:
    page.goto("/me/")
    page.get_by_label(when).check()
    for theme in themes:
        page.get_by_label(theme).check()
    page.locator("#content-notes").get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("Your choice about content notes is kept.")).to_be_visible()


def share_with_note(page: Page, words: str, theme: str) -> None:
    enter(page, "Hearth")
    box(page).fill(words)
    page.locator(".composer-note summary").click()
    page.get_by_label("What it speaks of").select_option(theme)
    send(page, "Share")
    expect(post(page, words)).to_be_visible()
