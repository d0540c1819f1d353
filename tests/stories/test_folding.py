"""The composer on a circle's page is one line until somebody wants it; a suggestion below the fold says that it is there."""

import pytest
from playwright.sync_api import Page, expect

from tests.cast import NUDGED_WORDS
from tests.stories.conftest import Somebody
from tests.stories.people import box, enter, join, open_share, share, sign_up

PHONE = {"width": 375, "height": 740}
FOLDED, LEAST_OPEN = 60, 110  # px: one line of words, and room for several
HOPE = "A share to answer from a small screen."


def height(page: Page) -> float:
    return box(page).evaluate("box => box.offsetHeight")  # type: ignore[no-any-return]


def send_button(page: Page):  # type: ignore[no-untyped-def]
    return page.locator("form.composer").get_by_role("button", name="Share", exact=True)


def test_one_press_opens_it_and_it_stays_open_when_the_hand_goes_elsewhere(somebody: Somebody) -> None:
    ada = somebody("ada")
    enter(ada, "Hearth")
    expect(send_button(ada)).to_be_hidden()
    assert height(ada) < FOLDED
    box(ada).click()
    expect(send_button(ada)).to_be_visible()
    assert height(ada) > LEAST_OPEN
    ada.get_by_role("heading", level=1).click()
    expect(box(ada)).not_to_be_focused()
    expect(send_button(ada)).to_be_visible()


def test_a_draft_keeps_it_open(somebody: Somebody) -> None:
    ada = somebody("ada")
    enter(ada, "Hearth")
    box(ada).fill("Half a sentence")
    ada.reload()
    expect(box(ada)).to_have_value("Half a sentence")
    expect(send_button(ada)).to_be_visible()
    box(ada).fill("")


def test_without_scripts_it_stands_open(somebody: Somebody) -> None:
    new = somebody(java_script_enabled=False)
    sign_up(new, "folds-nothing")
    join(new, "Hearth", "Juno")
    expect(send_button(new)).to_be_visible()
    assert height(new) > LEAST_OPEN


def test_on_a_phone_one_press_leads_to_the_suggestion_and_nothing_moved_when_it_came(somebody: Somebody) -> None:
    ada, bo = somebody("ada"), somebody("bo")
    enter(ada, "Hearth")
    share(ada, HOPE)
    bo.set_viewport_size(PHONE)
    enter(bo, "Hearth")
    open_share(bo, HOPE)
    send = bo.get_by_role("button", name="Reply", exact=True)
    way = bo.get_by_role("link", name="See the suggestion")
    expect(way).to_be_hidden()
    before = send.evaluate("one => one.offsetTop")
    box(bo).fill(NUDGED_WORDS)
    expect(way).to_be_visible()
    assert send.evaluate("one => one.offsetTop") == pytest.approx(before, abs=1)
    way.click()
    expect(bo.get_by_text("A thought before you post")).to_be_in_viewport()
    box(bo).fill("")
