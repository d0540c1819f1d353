"""A long evening at the desk: by keyboard alone, with a colleague, and a second look that changes a decision."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.cast import HELD_WORDS, WORRYING_WORDS
from tests.stories.conftest import Somebody
from tests.stories.people import (
    decide,
    desk_rows,
    enter,
    open_entry,
    open_share,
    post,
    press,
    read_the_news,
    reply,
    share,
    sign_in,
    tell_a_moderator,
    without_reload,
)
from tests.stories.stage import Stage, embedded

QUESTION = "Do mornings get any easier?"
TOLD = "Everybody who drinks again is lazy."
NOTE = "Could you say it for yourself, without the others?"
WHY_DOWN = "This is about people, not about what happened."


def test_a_long_evening_by_keyboard_alone(somebody: Somebody) -> None:
    ada, bo, fay, mo = (somebody(handle) for handle in ("ada", "bo", "fay", "mo"))
    something_of_everything(ada, bo, fay)
    mo.goto("/desk/")
    open_by_keys(mo, "Somebody may not be safe", WORRYING_WORDS)
    write_to_them_by_keys(mo)
    press_key(mo, "c")
    is_done(mo)
    open_by_keys(mo, "Told to a moderator", TOLD)
    asks_for_the_note_first(mo)
    see_and_send(mo)
    open_by_keys(mo, "Waiting to be read", HELD_WORDS)
    press_key(mo, "d")
    mo.keyboard.type(WHY_DOWN)
    mo.keyboard.press("Control+Enter")
    see_and_send(mo)
    expect(post(ada, WORRYING_WORDS)).to_be_visible()
    bo.reload()
    expect(post(bo, HELD_WORDS)).to_contain_text(WHY_DOWN)
    read_the_news(ada)


def test_a_hand_over_note_stays_while_the_desk_changes(somebody: Somebody) -> None:
    mo, bo = somebody("mo"), somebody("bo")
    mo.goto("/desk/")
    press(mo, "Begin my shift")
    mo.get_by_text("You are on duty").click()
    note = mo.get_by_label("For whoever comes after you")
    note.fill("Bo would like to be written to")
    mo.get_by_text("Show only").click()
    waiting = desk_rows(mo).count()
    enter(bo, "Hearth")
    share(bo, "Be quiet, you stupid cow.")
    expect(desk_rows(mo)).to_have_count(waiting + 1)
    expect(note).to_have_value("Bo would like to be written to")
    expect(note).to_be_visible()
    expect(mo.get_by_role("link", name="With nobody")).to_be_visible()
    press(mo, "End with this note")
    expect(mo.get_by_role("button", name="Begin my shift")).to_be_visible()


def something_of_everything(ada: Page, bo: Page, fay: Page) -> None:
    """Care for ada, a reply of bo's that waits, a share of bo's that fay tells of."""
    enter(ada, "Hearth")
    share(ada, WORRYING_WORDS)
    enter(bo, "Hearth")
    share(bo, TOLD)
    enter(fay, "Hearth")
    tell_a_moderator(fay, TOLD, "It made me feel small.")
    enter(ada, "Hearth")
    share(ada, QUESTION)
    enter(bo, "Hearth")
    open_share(bo, QUESTION)
    reply(bo, HELD_WORDS)
    enter(ada, "Hearth")


def press_key(page: Page, key: str) -> None:
    """A page listens to keys from the moment it offers to show them."""
    if page.get_by_role("dialog").count() == 0:
        expect(page.locator("[data-keys-open]")).to_be_visible()
    page.keyboard.press(key)


def open_by_keys(mo: Page, kind: str, words: str) -> None:
    """Down the list with j, o opens; what was not meant is let go with g, and the next one is tried."""
    rows = desk_rows(mo)
    expect(rows.first).to_be_visible()
    wanted = [number for number, row in enumerate(rows.all(), 1) if kind in (row.text_content() or "")]
    for number in wanted:
        for _ in range(number):
            press_key(mo, "j")
        with mo.expect_navigation():
            press_key(mo, "o")
        if mo.locator("article.desk-entry").filter(has_text=words).count():
            return
        with mo.expect_navigation():
            press_key(mo, "g")
    raise AssertionError(f"no entry of the kind {kind!r} has the words {words!r}")


def write_to_them_by_keys(mo: Page) -> None:
    press_key(mo, "m")
    expect(mo.get_by_label("Your words")).to_be_focused()
    mo.keyboard.type("I read what you wrote. Would you like to talk?")
    press_key(mo, "Tab")
    mo.keyboard.type("Mo")
    with mo.expect_navigation():
        press_key(mo, "Enter")
    expect(mo.get_by_text("Your words are with them.")).to_be_visible()


def asks_for_the_note_first(mo: Page) -> None:
    press_key(mo, "w")
    expect(mo.get_by_label("A note to the author")).to_be_focused()
    expect(mo.get_by_text("Ask for other words: write it in the box")).to_be_visible()
    mo.keyboard.type(NOTE)
    with mo.expect_navigation():
        mo.keyboard.press("Control+Enter")
    expect(mo.get_by_role("region", name="This is what they will read")).to_contain_text(NOTE)


def see_and_send(mo: Page) -> None:
    expect(mo.get_by_role("region", name="This is what they will read")).to_be_visible()
    press_key(mo, "s")
    is_done(mo)


def is_done(mo: Page) -> None:
    expect(mo.get_by_text("Done. The log keeps who decided.")).to_be_visible()
    expect(mo.get_by_role("heading", level=1, name="Desk")).to_be_visible()


def test_u_takes_the_last_decision_back_and_a_question_mark_shows_the_keys(browser: Browser, tmp_path: Path) -> None:
    with embedded(tmp_path, undo_seconds=30) as stage:
        context = browser.new_context(base_url=stage.site("mo"))
        mo = context.new_page()
        sign_in(mo, stage, "mo")
        mo.goto("/desk/")
        press_key(mo, "?")
        expect(mo.get_by_role("dialog")).to_contain_text("Undo the last decision")
        press_key(mo, "Escape")
        many = desk_rows(mo).count()
        press_key(mo, "j")
        press_key(mo, "Enter")
        expect(mo.locator("article.desk-entry.is-care")).to_be_visible()
        press_key(mo, "c")
        is_done(mo)
        expect(desk_rows(mo)).to_have_count(many - 1)
        press_key(mo, "u")
        expect(mo.get_by_text("Taken back. Nobody was told anything.")).to_be_visible()
        mo.goto("/desk/")
        expect(desk_rows(mo)).to_have_count(many)
        context.close()


def test_an_open_desk_is_not_fetched_again_before_something_changes(somebody: Somebody) -> None:
    ada, mo = somebody("ada"), somebody("mo")
    asked: list[str] = []
    mo.on("request", lambda request: asked.append(request.resource_type) if request.url.endswith("/desk/") else None)
    with mo.expect_websocket() as opened:
        mo.goto("/desk/")
    opened.value.wait_for_event("framereceived")
    mo.wait_for_timeout(1_500)
    assert [kind for kind in asked if kind == "fetch"] == []
    enter(ada, "Hearth")
    share(ada, f"{WORRYING_WORDS} Again.")
    expect(desk_rows(mo).filter(has_text="Somebody may not be safe").first).to_be_visible()
    mo.wait_for_timeout(500)
    assert "fetch" in asked


def test_two_moderators_at_one_post_and_the_second_is_told(somebody: Somebody, stage: Stage) -> None:
    ada, bo, mo = somebody("ada"), somebody("bo"), somebody("mo")
    ani = a_second_moderator(somebody, stage)
    words = "You people never learn anything."
    enter(bo, "Hearth")
    share(bo, words)
    enter(ada, "Hearth")
    tell_a_moderator(ada, words, "Said to all of us.")
    ani.goto("/desk/")
    with without_reload(ani):
        entry = open_entry(mo, words)
        row = ani.locator(f"#d-{mo.url.rstrip('/').rpartition('/')[2]}")
        expect(row).to_contain_text("A colleague is looking at this")
    row.get_by_role("button", name="Open").first.click()
    expect(ani.get_by_text("A colleague is looking at this just now.")).to_be_visible()
    press(ani, "Look too")
    expect(ani.locator("article.desk-entry").filter(has_text=words)).to_be_visible()
    entry.get_by_role("button", name="Keep it").click()
    is_done(mo)
    ani.get_by_label("A note to the author").fill("A note that must not be lost.")
    ani.get_by_role("button", name="Take it down").click()
    expect(ani.get_by_text("A note that must not be lost.")).to_be_visible()
    bo.reload()
    expect(post(bo, words)).not_to_contain_text("Taken down")


def a_second_moderator(somebody: Somebody, stage: Stage) -> Page:
    """ani, who hosts the site, takes a turn at the desk."""
    stage.command("appoint", "ani", "moderator")
    return somebody("ani")


def test_a_second_look_changes_a_decision(somebody: Somebody, stage: Stage) -> None:
    ada, fay, mo = somebody("ada"), somebody("fay"), somebody("mo")
    ani = a_second_moderator(somebody, stage)
    words = "My brother is a fool, and I love him."
    enter(ada, "Hearth")
    share(ada, words)
    enter(fay, "Hearth")
    tell_a_moderator(fay, words, "A hard word.")
    decide(mo, words, "Take it down", "This speaks about somebody who is not here.")
    ask_for_a_second_look(ada, words)
    mo.goto("/desk/")
    expect(mo.get_by_text("It is for a colleague to take.")).to_be_visible()
    ani.goto("/desk/?kind=appeals")
    press_key(ani, "j")
    press_key(ani, "o")
    expect(ani.get_by_text("I say it with love.")).to_be_visible()
    press_key(ani, "c")
    ani.keyboard.type("You are right. It is your own brother, and your own words.")
    with ani.expect_navigation():
        ani.keyboard.press("Control+Enter")
    is_done(ani)
    enter(fay, "Hearth")
    expect(post(fay, words)).to_be_visible()
    ada.reload()
    expect(ada.get_by_text("It is your own brother")).to_be_visible()
    read_the_news(ada)


def ask_for_a_second_look(ada: Page, words: str) -> None:
    enter(ada, "Hearth")
    post(ada, words).get_by_role("link", name="Do you see it another way?").click()
    ada.get_by_label("Your words").fill("I say it with love.")
    ada.locator("main form").get_by_role("button").first.click()
    expect(ada.get_by_text("Your words are with a moderator.")).to_be_visible()
