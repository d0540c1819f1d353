"""Without a mouse."""

from playwright.sync_api import Page, expect

from tests.stories.conftest import Somebody
from tests.stories.people import box, enter, open_share, post

MOST_STEPS = 25


def test_share_and_reply_with_the_keyboard_alone(somebody: Somebody) -> None:
    bo = somebody("bo")
    enter(bo, "Hearth")
    skip_to_the_words(bo)
    write(bo, "Written without a mouse.")
    enter(bo, "Hearth")
    open_share(bo, "Written without a mouse.")
    skip_to_the_words(bo)
    write(bo, "And this, too.")
    expect(post(bo, "Written without a mouse.")).to_be_visible()


def skip_to_the_words(page: Page) -> None:
    """The first Tab on a page finds the skip link, and Enter leads past the header."""
    page.reload()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the words")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the words")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def write(page: Page, words: str) -> None:
    """Tab by Tab to the box; Ctrl+Enter sends."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if box(page).evaluate("box => box === document.activeElement"):
            break
    expect(box(page)).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Control+Enter")
    expect(post(page, words)).to_be_visible()
    expect(page.get_by_role("heading", name="Replies", exact=True)).to_be_visible()
