"""Somebody new signs up, joins, shares, and is answered."""

from playwright.sync_api import Page, expect

from tests.cast import NUDGED_WORDS
from tests.stories.conftest import Somebody
from tests.stories.people import (
    box,
    enter,
    join,
    open_share,
    post,
    press,
    reply,
    share,
    sign_up,
    suggestion,
    without_reload,
)

PAUSE = "One moment, if you like"


def test_a_first_evening(somebody: Somebody) -> None:
    new, ada = somebody(), somebody("ada")
    sign_up(new, "first-evening")
    join(new, "Hearth", "Wren")
    enter(ada, "Hearth")
    with without_reload(ada):
        share(new, "It is my first evening here. I did not know where else to go.")
        expect(post(ada, "my first evening")).to_be_visible()
    open_share(ada, "my first evening")
    with without_reload(new):
        reply(ada, "Good that you came. There is room.")
        expect(post(new, "There is room.")).to_be_visible()
    with without_reload(ada, new):
        post(new, "There is room.").get_by_role("button", name="Thank you").click()
        expect(post(ada, "There is room.").locator(".support-names")).to_contain_text("Wren")
    take_the_kinder_wording_while_writing(ada, new)
    take_the_kinder_wording_on_the_pause_page(ada, new)


def take_the_kinder_wording_while_writing(ada: Page, new: Page) -> None:
    box(ada).fill(NUDGED_WORDS)
    beside = suggestion(ada, "A thought before you post")
    expect(beside.locator(".guidance-reason")).to_be_visible()
    beside.get_by_role("button", name="Use this wording").first.click()
    expect(box(ada)).not_to_have_value(NUDGED_WORDS)
    post_what_is_in_the_box(ada, new, "Reply")


def take_the_kinder_wording_on_the_pause_page(ada: Page, new: Page) -> None:
    reply(ada, NUDGED_WORDS)
    expect(ada.get_by_role("heading", name=PAUSE)).to_be_visible()
    expect(ada.locator("mark")).to_be_visible()
    ada.get_by_role("button", name="Use this wording").first.click()
    expect(box(ada)).not_to_have_value(NUDGED_WORDS)
    post_what_is_in_the_box(ada, new, "Post what is in the box")


def post_what_is_in_the_box(ada: Page, new: Page, button: str) -> None:
    kinder = box(ada).input_value()
    before = post(new, kinder).count()
    with without_reload(new):
        press(ada, button)
        expect(post(new, kinder)).to_have_count(before + 1)
    expect(ada.get_by_role("heading", name=PAUSE)).to_have_count(0)
    expect(post(new, NUDGED_WORDS)).to_have_count(0)
