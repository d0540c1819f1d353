"""The desk, light to carry: an evening with shifts and a note for whoever comes next; one's own weather."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.stories.conftest import Somebody
from tests.stories.people import (
    desk_rows,
    enter,
    open_share,
    post,
    press,
    reply,
    share,
    tell_a_moderator,
    without_reload,
)
from tests.stories.stage import Stage
from tests.stories.test_evening_at_the_desk import a_second_moderator, press_key

TOLD = "Whoever sleeps till noon has given up."
# Words that wait to be read, and no other story's.
SHARP = "You are a worthless idiot."
NOTE = "One reply in Hearth wants a slow eye. The rest is quiet."


def test_an_evening_of_two_shifts_and_a_note_between_them(somebody: Somebody, stage: Stage) -> None:
    # Not fay of bo, as elsewhere: what one member tells of another is one entry while it is open.
    ada, fay, mo = somebody("ada"), somebody("fay"), somebody("mo")
    ani = a_second_moderator(somebody, stage)
    enter(fay, "Hearth")
    share(fay, TOLD)
    enter(ada, "Hearth")
    tell_a_moderator(ada, TOLD, "It made me feel small.")
    begin_shift(mo)
    members_read(ada, "A moderator is here now.")
    row = claimed(mo)
    ani.goto("/desk/")
    expect(ani.get_by_text("A colleague is on duty.")).to_be_visible()
    expect(ani.locator(row)).to_contain_text("A colleague is looking at this")
    # An earlier story may have left a note, too.
    before = re.sub(r"\D", "", ani.get_by_role("link", name="Between colleagues").inner_text()) or "0"
    with without_reload(ani):
        end_shift_with(mo, NOTE)
        expect(ani.locator(row)).not_to_contain_text("A colleague is looking at this")
        expect(ani.get_by_role("link", name=f"Between colleagues {int(before) + 1}")).to_be_visible()
    members_read(ada, "No moderator is here just now.")
    begin_shift(ani)
    ani.get_by_role("link", name="Between colleagues").click()
    expect(ani.get_by_text(NOTE)).to_be_visible()
    ani.get_by_label("Put something down").fill("The quiet ones stay with me.")
    press(ani, "Leave it here")
    ani.goto("/desk/")
    press(ani, "End my shift")
    mo.goto("/desk/between/")
    expect(mo.get_by_text("The quiet ones stay with me.")).to_be_visible()


def begin_shift(page: Page) -> None:
    page.goto("/desk/")
    press(page, "Begin my shift")
    expect(page.get_by_text("You are on duty")).to_be_visible()


def claimed(mo: Page) -> str:
    """mo opens what fay told of, and goes back to the desk with it; the address of its row."""
    desk_rows(mo).filter(has_text="Told to a moderator").first.get_by_role("button", name="Open").first.click()
    expect(mo.get_by_text("With you")).to_be_visible()
    entry = mo.url.rstrip("/").rpartition("/")[2]
    mo.get_by_role("link", name="Back to the desk").click()
    return f"#d-{entry}"


def end_shift_with(mo: Page, note: str) -> None:
    mo.get_by_text("You are on duty").click()
    mo.get_by_label("For whoever comes after you").fill(note)
    press(mo, "End with this note")
    expect(mo.get_by_text("Your shift is over, and what was with you is back on the desk.")).to_be_visible()


def members_read(ada: Page, line: str) -> None:
    """Where somebody is about to tell a moderator, the page says honestly whether one is there."""
    enter(ada, "Hearth")
    post(ada, TOLD).get_by_text("More", exact=True).click()
    post(ada, TOLD).get_by_role("link", name="Tell a moderator").click()
    expect(ada.get_by_text(line)).to_be_visible()


def test_own_weather_folds_themes_and_heavy_words_and_speaks_of_a_break(somebody: Somebody) -> None:
    ada, bo, mo = somebody("ada"), somebody("bo"), somebody("mo")
    enter(ada, "Hearth")
    share(ada, "The radio plays the old songs.")
    enter(bo, "Hearth")
    open_share(bo, "The radio plays the old songs.")
    reply(bo, SHARP)
    mo.goto("/desk/")
    before = waiting(mo).count()
    choose_weather(mo, "Insults", break_after="1")
    try:
        expect(mo.get_by_text("left to colleagues today")).to_be_visible()
        assert waiting(mo).count() < before
        mo.get_by_text("left to colleagues today").click()
        mo.locator("details li.desk-entry").filter(has_text="Waiting to be read").first.get_by_role("button").click()
        heavy = mo.locator("details.desk-heavy")
        expect(heavy.get_by_text("Heavy words: open them when you are ready")).to_be_visible()
        expect(heavy.locator(".desk-words")).to_be_hidden()
        press_key(mo, "v")
        expect(heavy.locator(".desk-words")).to_be_visible()
        press(mo, "Let go")
        expect(mo.get_by_text("You have been with some heavy ones.")).to_be_visible()
        press(mo, "Take a break")
        expect(mo.get_by_text("Your shift is over, and what was with you is back on the desk.")).to_be_visible()
    finally:
        choose_weather(mo)
    expect(waiting(mo)).to_have_count(before)


def waiting(mo: Page) -> Locator:
    """What stands on the open list."""
    return mo.locator(".desk.is-list > li.desk-entry:not(details *)").filter(has_text="Waiting to be read")


def choose_weather(mo: Page, *themes: str, break_after: str = "5") -> None:
    mo.goto("/desk/weather/")
    for box in mo.get_by_role("group", name="Not today").get_by_role("checkbox").all():
        box.uncheck()
    for theme in themes:
        mo.get_by_label(theme).check()
    mo.get_by_label("Speak of a break after this many heavy ones").fill(break_after)
    press(mo, "Keep this")
    expect(mo.get_by_text("Kept. Only you see this")).to_be_visible()
