"""Circles and the desk in the states that no address alone leads to. Each leaves its person on the page to be looked at.

They are played in this order, on a new demo: later ones stand on what earlier ones wrote.
"""

from playwright.sync_api import Page, expect

from tests.audit.state import State
from tests.cast import HELD_WORDS, NUDGED_WORDS, WORRYING_WORDS
from tests.stories.people import (
    box,
    decide,
    desk_rows,
    enter,
    join,
    open_circle,
    open_entry,
    open_share,
    post,
    reply,
    share,
    suggestion,
    tell_a_moderator,
)

WELCOME = "Welcome to Hearth."
OTHER_HELD_WORDS = f"{HELD_WORDS} Nobody wants to read this."
EMPTY = "Platform"


def quiet_desk(mo: Page) -> None:
    mo.goto("/desk/")


def no_circle_yet(out: Page) -> None:
    out.goto("/")


def opened_circle(ani: Page) -> None:
    open_circle(ani, EMPTY)


def empty_circle(cy: Page) -> None:
    join(cy, EMPTY, "Robin")


def not_found(ada: Page) -> None:
    ada.goto("/circles/nothing-here/")


def too_many_words(ada: Page) -> None:
    enter(ada, "Hearth")
    box(ada).evaluate("box => box.removeAttribute('maxlength')")
    share(ada, "A long evening. " * 400)
    expect(ada.get_by_role("alert")).to_be_visible()


def suggestion_while_writing(bo: Page) -> None:
    _answer_fay(bo)
    box(bo).fill(NUDGED_WORDS)
    suggestion(bo, "A thought before you post").first.wait_for()


def pause(bo: Page) -> None:
    _answer_fay(bo)
    reply(bo, NUDGED_WORDS)
    expect(bo.get_by_role("heading", name="One moment, if you like")).to_be_visible()


def waiting(bo: Page) -> None:
    _answer_fay(bo)
    reply(bo, HELD_WORDS)
    expect(post(bo, HELD_WORDS)).to_contain_text("Waiting to be read")


def waiting_too(ada: Page) -> None:
    _answer_fay(ada)
    reply(ada, OTHER_HELD_WORDS)
    expect(post(ada, OTHER_HELD_WORDS)).to_be_visible()


def help_after_danger(ada: Page) -> None:
    enter(ada, "Hearth")
    share(ada, WORRYING_WORDS)
    expect(ada.get_by_role("region", name="We are glad you wrote this")).to_be_visible()


def told(fay: Page) -> None:
    enter(fay, "Hearth")
    tell_a_moderator(fay, "How do you do Sundays?", "For the desk to have something on it.")


def full_desk(mo: Page) -> None:
    mo.goto("/desk/")
    expect(desk_rows(mo).filter(has_text="Somebody may not be safe").first).to_be_visible()


def entry_of_care(mo: Page) -> None:
    open_entry(mo, WORRYING_WORDS)


def desk_asks_for_a_note(mo: Page) -> None:
    open_entry(mo, OTHER_HELD_WORDS).get_by_role("button", name="Ask for other words").click()
    expect(mo.get_by_role("alert").first).to_be_visible()


def asked_for_other_words(mo: Page) -> None:
    decide(mo, OTHER_HELD_WORDS, "Ask for other words", "Could you say it without names?")


def taken_down(mo: Page) -> None:
    decide(mo, HELD_WORDS, "Take it down", "This is about a person, not about what happened.")


def own_post_is_back(ada: Page) -> None:
    _answer_fay(ada)
    expect(post(ada, OTHER_HELD_WORDS)).to_contain_text("Back with you")


def own_post_is_down(bo: Page) -> None:
    _answer_fay(bo)
    expect(post(bo, HELD_WORDS)).to_contain_text("Taken down")


def rewording(ada: Page) -> None:
    _answer_fay(ada)
    post(ada, OTHER_HELD_WORDS).get_by_role("link", name="Reword it").click()
    expect(ada.get_by_role("heading", name="In other words")).to_be_visible()


def news_at_home(ada: Page) -> None:
    ada.goto("/")


def _answer_fay(page: Page) -> None:
    enter(page, "Hearth")
    open_share(page, WELCOME)


OF_CIRCLES = (
    State("desk, empty", "mo", quiet_desk),
    State("home, no circle yet", "out", no_circle_yet),
    State("manage, a circle just opened", "ani", opened_circle),
    State("circle, empty", "cy", empty_circle),
    State("page not found", "ada", not_found),
    State("composer, with an error", "ada", too_many_words),
    State("composer, with a suggestion", "bo", suggestion_while_writing),
    State("pause before posting", "bo", pause),
    State("own reply, waiting", "bo", waiting),
    State("another reply, waiting", "ada", waiting_too),
    State("help lines after danger", "ada", help_after_danger),
    State("told a moderator", "fay", told),
    State("desk, full", "mo", full_desk),
    State("entry of care", "mo", entry_of_care),
    State("desk, note missing", "mo", desk_asks_for_a_note),
    State("desk, other words asked for", "mo", asked_for_other_words),
    State("desk, taken down", "mo", taken_down),
    State("own reply, back", "ada", own_post_is_back),
    State("own reply, taken down", "bo", own_post_is_down),
    State("rewording", "ada", rewording),
    State("home, with news", "ada", news_at_home),
)
