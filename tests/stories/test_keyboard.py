"""Without a mouse."""

from playwright.sync_api import Locator, Page, expect

from tests.cast import HELD_WORDS, NUDGED_WORDS
from tests.stories.conftest import Somebody
from tests.stories.people import box, desk_rows, enter, open_share, post, reply, share, sign_up, suggestion

MOST_STEPS = 25
ALL_STEPS = 150
NOTE = "I can hear that you are angry. Could you say it without calling names?"


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


def test_a_member_joins_shares_and_answers_with_guidance(somebody: Somebody) -> None:
    new, bo = somebody(), somebody("bo")
    enter(bo, "Hearth")
    share(bo, "I drank on Friday.")
    sign_up(new, "without-a-mouse")
    new.goto("/circles/")
    go(new, new.get_by_role("link", name="Hearth", exact=True))
    type_into(new, new.get_by_label("The name you want to use in this circle"), "Sparrow")
    to(new, new.get_by_label("Yes, I will keep to this agreement"))
    new.keyboard.press("Space")
    go(new, new.get_by_role("button", name="Join this circle"))
    expect(new.get_by_text("You are here as Sparrow.")).to_be_visible()
    type_into(new, box(new), "My first share here.")
    to(new, new.get_by_label("Just listen", exact=True))
    new.keyboard.press("ArrowRight")
    expect(new.get_by_label("Ask me things", exact=True)).to_be_checked()
    go(new, new.get_by_role("button", name="Share", exact=True))
    expect(post(new, "My first share here.")).to_contain_text("ask me things", ignore_case=True)
    go(new, new.get_by_role("link", name="Back to the circle"))
    go(new, post(new, "I drank on Friday.").get_by_role("link", name="Reply", exact=True))
    expect(box(new)).to_be_focused()
    take_the_kinder_wording(new)


def take_the_kinder_wording(page: Page) -> None:
    page.keyboard.type(NUDGED_WORDS)
    wording = suggestion(page, "A thought before you post").get_by_role("button", name="Use this wording").first
    expect(wording).to_be_visible()
    to(page, wording)
    page.keyboard.press("Enter")
    expect(box(page)).to_be_focused()
    expect(box(page)).not_to_have_value(NUDGED_WORDS)
    kinder = box(page).input_value()
    page.keyboard.press("Control+Enter")
    expect(post(page, kinder)).to_be_visible()


def test_a_moderator_decides_at_the_desk(somebody: Somebody) -> None:
    ada, mo = somebody("ada"), somebody("mo")
    enter(ada, "Hearth")
    share(ada, "Somebody took my seat on the bus.")
    reply(ada, HELD_WORDS)
    expect(post(ada, HELD_WORDS)).to_contain_text("Waiting to be read")
    mo.goto("/")
    go(mo, mo.get_by_role("link", name="Desk", exact=True))
    waits = desk_rows(mo).filter(has_text="Waiting to be read").filter(has_text="Ada").last
    go(mo, waits.get_by_role("button", name="Open"))
    entry = mo.locator("article.desk-entry").filter(has_text=HELD_WORDS)
    type_into(mo, entry.get_by_label("A note to the author"), NOTE)
    go(mo, entry.get_by_role("button", name="Ask for other words"))
    go(mo, mo.get_by_role("button", name="Send it"))
    expect(post(ada, HELD_WORDS)).to_contain_text(NOTE)


def test_an_admin_opens_a_circle_without_a_mouse(somebody: Somebody) -> None:
    ani = somebody("ani")
    ani.goto("/")
    go(ani, ani.get_by_role("link", name="Manage", exact=True))
    go(ani, ani.get_by_role("link", name="Open a circle").first)
    type_into(ani, ani.get_by_label("Name", exact=True), "Night ferry")
    type_into(ani, ani.get_by_label("Purpose"), "For the last boat home.")
    type_into(ani, ani.get_by_label("Agreement"), "We listen first.")
    type_into(ani, ani.get_by_label("Login name of the facilitator"), "fay")
    type_into(ani, ani.get_by_label("The facilitator's name in this circle"), "Fay")
    go(ani, ani.get_by_role("button", name="Open the circle"))
    expect(ani.get_by_text("The circle is open.")).to_be_visible()


def to(page: Page, where: Locator) -> None:
    """Tab by Tab; everything the focus meets on its way can be seen."""
    expect(where).to_be_visible()
    for _ in range(ALL_STEPS):
        if where.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(where).to_be_focused()
    expect(where).to_be_in_viewport()


def go(page: Page, where: Locator) -> None:
    """To a link or button, and Enter."""
    to(page, where)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_into(page: Page, field: Locator, words: str) -> None:
    to(page, field)
    page.keyboard.type(words)
