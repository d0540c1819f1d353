"""Single letters as keys: off at first, never while somebody types, and they lead from entry to entry."""

from playwright.sync_api import Page, expect

from tests.stories.conftest import Somebody
from tests.stories.people import box, enter, join, post, reply, share, sign_up

KEYS = "Keys on this page"


def test_letters_lead_from_entry_to_entry_and_to_the_box(somebody: Somebody) -> None:
    ada = somebody("ada")
    enter(ada, "Hearth")
    share(ada, "Walked home the long way.")
    reply(ada, "Through the park.")
    enter(ada, "Hearth")
    ada.keyboard.press("j")
    expect(post(ada, "Walked home the long way.")).to_be_focused()
    expect(post(ada, "Walked home the long way.")).to_be_in_viewport()
    ada.keyboard.press("j")
    expect(post(ada, "Through the park.")).to_be_focused()
    ada.keyboard.press("k")
    expect(post(ada, "Walked home the long way.")).to_be_focused()
    ada.keyboard.press("r")
    expect(box(ada)).to_be_focused()
    expect(ada.get_by_role("heading", name="Replies", exact=True)).to_be_visible()
    in_the_box_they_are_letters(ada)
    with_ctrl_they_are_the_browsers(ada)


def in_the_box_they_are_letters(page: Page) -> None:
    page.keyboard.type("jkr?")
    expect(box(page)).to_have_value("jkr?")
    expect(page.get_by_role("dialog")).to_have_count(0)


def with_ctrl_they_are_the_browsers(page: Page) -> None:
    box(page).fill("")
    page.get_by_role("heading", name="Replies", exact=True).click()
    page.keyboard.press("Alt+r")
    expect(box(page)).not_to_be_focused()
    page.keyboard.press("r")
    expect(box(page)).to_be_focused()


def test_a_question_mark_shows_the_keys_and_closing_gives_the_focus_back(somebody: Somebody) -> None:
    ada = somebody("ada")
    enter(ada, "Hearth")
    share(ada, "Rain on the skylight.")
    enter(ada, "Hearth")
    ada.keyboard.press("j")
    ada.keyboard.press("?")
    shown = ada.get_by_role("dialog", name=KEYS)
    expect(shown).to_contain_text("Next share or reply")
    expect(shown).to_contain_text("Leave quickly")
    ada.keyboard.press("j")
    ada.keyboard.press("Escape")
    expect(shown).to_have_count(0)
    expect(post(ada, "Rain on the skylight.")).to_be_focused()


def test_in_the_first_session_letters_and_shift_do_nothing_until_chosen(somebody: Somebody) -> None:
    new = somebody()
    sign_up(new, "no-keys-yet")
    join(new, "Hearth", "Finch")
    share(new, "Does anybody else count stairs?")
    open_circle_again(new)
    new.keyboard.press("j")
    new.keyboard.press("?")
    three_times_shift(new)
    expect(new.locator("article.post:focus")).to_have_count(0)
    new.get_by_role("button", name=KEYS).click()
    expect(new.get_by_role("dialog")).to_contain_text("off this first time")
    new.get_by_role("dialog").get_by_role("link", name="Change it").click()
    new.get_by_label("Single letters move around a page").check()
    new.get_by_role("region", name="Keys").get_by_role("button", name="Keep this").click()
    open_circle_again(new)
    new.keyboard.press("j")
    expect(post(new, "count stairs")).to_be_focused()


def test_what_is_switched_off_is_off_on_the_help_page_too(somebody: Somebody) -> None:
    new = somebody()
    sign_up(new, "no-keys-there")
    new.goto("/help-now/")
    three_times_shift(new)
    expect(new.get_by_role("heading", name="People you can talk to now")).to_be_visible()


def open_circle_again(page: Page) -> None:
    enter(page, "Hearth")
    expect(page.get_by_role("heading", level=1, name="Hearth")).to_be_visible()


def three_times_shift(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_timeout(200)
