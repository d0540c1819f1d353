"""A member tells a moderator about a post."""

from playwright.sync_api import Page, expect

from tests.stories.conftest import Somebody
from tests.stories.people import (
    decide,
    desk_rows,
    enter,
    open_entry,
    post,
    press,
    share,
    tell_a_moderator,
    without_reload,
)

SHARE = "I still think that talking about drinks makes it worse."
WHY = "It made me want to leave."
THANKS = "We read what you told us about"


def test_a_member_tells_a_moderator(somebody: Somebody) -> None:
    ada, bo, mo = somebody("ada"), somebody("bo"), somebody("mo")
    puts_away_what_was_there(ada)
    enter(ada, "Hearth")
    share(ada, SHARE)
    enter(bo, "Hearth")
    mo.goto("/desk/")
    with without_reload(mo):
        tell_a_moderator(bo, SHARE, WHY)
        expect(desk_rows(mo).filter(has_text="This breaks our agreement").first).to_be_visible()
    expect(open_entry(mo, SHARE)).to_contain_text(WHY)
    expect(post(bo, SHARE)).to_be_visible()
    decide(mo, SHARE, "Keep it")
    is_thanked_once(bo)
    hears_nothing_of_it(ada)


def puts_away_what_was_there(ada: Page) -> None:
    ada.goto("/")
    expect(ada.get_by_role("heading", name="My circles")).to_be_visible()
    if ada.get_by_role("button", name="I have read these").count():
        press(ada, "I have read these")
        expect(ada.get_by_text("A moderator")).to_have_count(0)


def is_thanked_once(bo: Page) -> None:
    bo.goto("/")
    expect(bo.get_by_text(THANKS)).to_be_visible()
    press(bo, "I have read these")
    expect(bo.get_by_role("heading", name="My circles")).to_be_visible()
    expect(bo.get_by_text(THANKS)).to_have_count(0)


def hears_nothing_of_it(ada: Page) -> None:
    ada.reload()
    expect(post(ada, SHARE)).to_be_visible()
    expect(ada.get_by_text(WHY)).to_have_count(0)
    ada.goto("/")
    expect(ada.get_by_role("heading", name="My circles")).to_be_visible()
    expect(ada.get_by_text("A moderator")).to_have_count(0)
