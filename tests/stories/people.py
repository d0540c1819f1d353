"""What people do in front of a page. They press and read what is there; nothing is known but what they see."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Locator, Page, expect

from tests.stories.stage import Stage

STAFF = ("mo", "ani")
CODE_SECONDS, ENOUGH_SECONDS = 30, 6


def sign_in(page: Page, stage: Stage, handle: str) -> None:
    """With the password; staff with a second factor, too: a code, or the demo's one press."""
    if handle in STAFF and not stage.totp:
        page.goto("/demo/")
        press(page, f"Be {handle}")
    else:
        page.goto("/accounts/login/")
        page.get_by_label("Login name").fill(handle)
        page.get_by_label("Password").fill(stage.password)
        page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    if handle in stage.totp:
        type_code(page, stage.totp[handle])
    expect(page.get_by_role("button", name="Sign out").first).to_be_visible()
    page.goto("about:blank")


def type_code(page: Page, secret: str) -> None:
    """What the app on the phone shows; where it is about to change, the one after."""
    left = CODE_SECONDS - time.time() % CODE_SECONDS
    if left < ENOUGH_SECONDS:
        page.wait_for_timeout(left * 1_000)
    page.get_by_label("Code").fill(format_hotp_value(hotp_value(secret, int(time.time()) // CODE_SECONDS)))
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()


def sign_up(page: Page, handle: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("Login name").fill(handle)
    page.get_by_label("Password").fill("a long enough night")
    press(page, "Make an account")
    expect(page.get_by_role("heading", name="My circles")).to_be_visible()


def join(page: Page, circle: str, name: str) -> None:
    """From the list of circles, with a name for this one and a yes to its agreement."""
    page.goto("/circles/")
    page.get_by_role("link", name=circle, exact=True).click()
    page.get_by_label("The name you want to use in this circle").fill(name)
    page.get_by_label("Yes, I will keep to this agreement").check()
    press(page, "Join this circle")
    expect(page.get_by_text(f"You are here as {name}.")).to_be_visible()


def enter(page: Page, circle: str) -> None:
    page.goto("/")
    page.get_by_role("link", name=circle, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=circle)).to_be_visible()
    # A hand is slower than the scripts of a page that comes from the next room.
    page.wait_for_load_state()


def share(page: Page, words: str, need: str = "Just listen") -> None:
    """From the circle's page; leads to the share's own page."""
    box(page).fill(words)
    page.get_by_label(need, exact=True).check()
    send(page, "Share")


def reply(page: Page, words: str) -> None:
    """On a share's own page."""
    box(page).fill(words)
    send(page, "Reply")


def send(page: Page, name: str) -> None:
    """Presses, and stays until the server has answered with another page."""
    with page.expect_navigation():
        press(page, name)


def open_share(page: Page, words: str) -> None:
    """From the circle's page to the page of the share with these words."""
    post(page, words).get_by_role("link", name="Reply", exact=True).click()
    expect(page.get_by_role("heading", name="Replies", exact=True)).to_be_visible()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def box(page: Page) -> Locator:
    """Where one writes."""
    return page.locator("textarea[name=words]")


def post(page: Page, words: str) -> Locator:
    """The share or reply with these words, if it is on the page."""
    return page.locator("article.post").filter(has_text=words)


def suggestion(page: Page, kind: str) -> Locator:
    """One gentle suggestion beside the words, by the line above it."""
    return page.get_by_role("listitem").filter(has_text=kind)


def desk_rows(page: Page) -> Locator:
    """What waits on the moderator's desk: kinds, circles and names, no words."""
    return page.locator("li.desk-entry")


def open_entry(page: Page, words: str) -> Locator:
    """Opens what waits, one after the other, until these words are there; what was not meant is let go."""
    page.goto("/desk/")
    for row in [row.get_attribute("id") for row in desk_rows(page).all()]:
        button = page.locator(f"#{row}").get_by_role("button", name=re.compile("^(Open|Go on)")).first
        if not button.count():
            continue  # A second look: it opens by a link, and has a page of its own.
        button.click()
        expect(page.locator("article.desk-entry")).to_be_visible()
        entry = page.locator("article.desk-entry").filter(has_text=words)
        if entry.count():
            return entry
        press(page, "Let go")
        expect(page.get_by_role("heading", level=1, name="Desk")).to_be_visible()
    raise AssertionError(f"nothing on the desk has the words {words!r}")


def decide(page: Page, words: str, decision: str, note: str = "") -> None:
    """Opens the entry with these words and decides; a note is seen as its author will read it, and sent."""
    entry = open_entry(page, words)
    if note:
        entry.get_by_label("A note to the author").fill(note)
    entry.get_by_role("button", name=decision).click()
    if note:
        expect(page.get_by_role("region", name="This is what they will read")).to_contain_text(note)
        press(page, "Send it")
    expect(page.get_by_text("Done.")).to_be_visible()


def read_the_news(page: Page) -> None:
    """What moderators said is read: the next story begins without it."""
    page.goto("/")
    press(page, "I have read these")
    expect(page.get_by_role("button", name="I have read these")).to_have_count(0)


@contextmanager
def without_reload(*pages: Page) -> Iterator[None]:
    """What happens inside happens on pages that stay open all the while."""
    for page in pages:
        page.evaluate("window.wasOpenBefore = true")
    yield
    for page in pages:
        assert page.evaluate("window.wasOpenBefore"), f"{page.url} was loaded anew"


def open_circle(ani: Page, name: str, facilitator: str = "fay") -> None:
    """ani opens a circle for anybody; she ends up on its page under /manage/."""
    ani.goto("/manage/new/")
    ani.get_by_label("Name", exact=True).fill(name)
    ani.get_by_label("Purpose").fill("For the time between two trains.")
    ani.get_by_label("Agreement").fill("We listen first.")
    ani.get_by_label("Login name of the facilitator").fill(facilitator)
    ani.get_by_label("The facilitator's name in this circle").fill("Fay")
    press(ani, "Open the circle")
    expect(ani.get_by_text("The circle is open.")).to_be_visible()


def tell_a_moderator(page: Page, words: str, why: str) -> None:
    """That the post with these words breaks the agreement."""
    post(page, words).get_by_text("More", exact=True).click()
    post(page, words).get_by_role("link", name="Tell a moderator").click()
    page.get_by_label("This breaks our agreement").check()
    page.get_by_label("Anything you would like to add").fill(why)
    press(page, "Tell a moderator")
    expect(page.get_by_text("Thank you. A moderator will read it")).to_be_visible()
