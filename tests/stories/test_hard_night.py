"""A share in danger: help for its author at once, and a moderator who cares."""

from playwright.sync_api import Page, expect

from tests.cast import WORRYING_WORDS
from tests.stories.conftest import Somebody
from tests.stories.people import box, decide, desk_rows, enter, post, share, suggestion, without_reload

# Words of this story alone: others write about danger, too.
NIGHT = f"{WORRYING_WORDS} It is four in the morning."
GLAD = "We are glad you wrote this"


def test_a_hard_night(somebody: Somebody) -> None:
    ada, bo, mo = somebody("ada"), somebody("bo"), somebody("mo")
    enter(ada, "Hearth")
    enter(bo, "Hearth")
    mo.goto("/desk/")
    while_writing_help_is_beside_the_words(ada)
    with without_reload(bo, mo):
        share(ada, NIGHT)
        help_is_above_everything_else(ada)
        expect(post(bo, NIGHT)).to_be_visible()
        expect(desk_rows(mo).filter(has_text="Somebody may not be safe").first).to_be_visible()
    sees_no_help_of_others(bo)
    number = post(bo, NIGHT).get_attribute("data-seq")
    look_after(mo)
    bo.reload()
    sees_no_help_of_others(bo)
    assert post(bo, NIGHT).get_attribute("data-seq") == number, "something changed in the circle"
    ada.reload()
    help_is_above_everything_else(ada)


def while_writing_help_is_beside_the_words(ada: Page) -> None:
    box(ada).fill(NIGHT)
    beside = suggestion(ada, GLAD).first
    expect(beside.get_by_role("link").first).to_have_attribute("href", "tel:988")


def help_is_above_everything_else(ada: Page) -> None:
    care = ada.get_by_role("region", name=GLAD)
    expect(care).to_be_in_viewport()
    expect(care.get_by_role("link", name="Call").first).to_be_visible()
    expect(post(ada, NIGHT)).to_be_visible()


def sees_no_help_of_others(page: Page) -> None:
    expect(page.get_by_role("region", name=GLAD)).to_have_count(0)
    expect(post(page, NIGHT)).not_to_contain_text(GLAD)


def look_after(mo: Page) -> None:
    decide(mo, NIGHT, "Looked after")
