"""What happens between a moderator and a member, seen from both sides. Played after the states of circles, on what they left.

ani is a moderator, too, in the audit's demo: second looks are for another one than the first.
"""

from playwright.sync_api import Page, expect

from tests.audit.circle_states import OTHER_HELD_WORDS
from tests.audit.state import State
from tests.cast import HELD_WORDS, WORRYING_WORDS
from tests.stories.people import decide, enter, open_entry, open_share, post, press

FAYS_WORDS = "After fourteen days one glass on a Friday"
ADAS_SHARE = "Fourteen days today."
REASON = "This could hurt somebody who counts their days. Could you tell it as your own evening?"


def taken_down_and_why(bo: Page) -> None:
    enter(bo, "Hearth")
    open_share(bo, "Welcome to Hearth.")
    post(bo, HELD_WORDS).get_by_role("link", name="Do you see it another way?").click()
    expect(bo.get_by_role("heading", name="Taken down")).to_be_visible()


def second_look_without_words(bo: Page) -> None:
    taken_down_and_why(bo)
    bo.get_by_label("Your words").evaluate("box => box.removeAttribute('required')")
    press(bo, "Ask for a second look")
    expect(bo.get_by_text("There are no words in it yet.").first).to_be_visible()


def second_look_asked(bo: Page) -> None:
    taken_down_and_why(bo)
    bo.get_by_label("Your words").fill("I was angry at the bottle, and not at her. I can see how it reads.")
    press(bo, "Ask for a second look")
    expect(bo.get_by_text("It is with a moderator now.")).to_be_visible()


def second_looks(ani: Page) -> None:
    ani.goto("/desk/?kind=appeals")
    expect(ani.get_by_text("A second look is asked for").first).to_be_visible()


def second_look(ani: Page) -> None:
    second_looks(ani)
    ani.locator("li.desk-entry").get_by_role("link", name="Open").first.click()
    expect(ani.get_by_label("Your answer")).to_be_visible()


def second_look_answer_missing(ani: Page) -> None:
    second_look(ani)
    press(ani, "Leave it as it is")
    expect(ani.get_by_role("alert")).to_be_visible()


def second_look_answered(ani: Page) -> None:
    second_look(ani)
    ani.get_by_label("Your answer").fill("I read both. It stays down, and you stay with us.")
    press(ani, "Leave it as it is")
    expect(ani.get_by_text("Done.")).to_be_visible()


def answer_read(bo: Page) -> None:
    taken_down_and_why(bo)
    expect(bo.get_by_text("Another moderator looked, and left it as it is.")).to_be_visible()


def around(mo: Page) -> None:
    open_entry(mo, FAYS_WORDS)
    press(mo, "Open the thread around it")
    expect(mo.get_by_role("heading", name="Around it")).to_be_visible()


def colleague_looks(ani: Page) -> None:
    """mo has it since `around`; Look too is ani's next press."""
    ani.goto("/desk/")
    ani.locator("li.desk-entry").filter(has_text="A colleague is looking").get_by_role("button").first.click()
    expect(ani.get_by_role("button", name="Look too")).to_be_visible()


def colleague_asked(mo: Page) -> None:
    entry = open_entry(mo, FAYS_WORDS)
    entry.get_by_text("Ask a colleague, or pass it on").click()
    entry.get_by_label("To your colleagues").fill("I would ask for other words. You?")
    press(mo, "Ask what they think")
    entry = open_entry(mo, FAYS_WORDS)
    entry.get_by_text("Say what you think, or pass it on").click()
    expect(entry.get_by_role("heading", name="Between colleagues")).to_be_visible()


def before_a_content_note(mo: Page) -> None:
    entry = open_entry(mo, FAYS_WORDS)
    entry.get_by_text("A content note", exact=True).click()
    entry.get_by_label("What it speaks of").fill("Drinking")
    press(mo, "Keep it, with a content note")
    expect(mo.get_by_role("heading", name="This is what they will read")).to_be_visible()


def before_a_pause(mo: Page) -> None:
    entry = open_entry(mo, FAYS_WORDS)
    entry.get_by_text("About the person", exact=True).click()
    entry.get_by_label("One day").check()
    entry.get_by_label("A note to the author").fill(REASON)
    entry.get_by_role("button", name="Pause", exact=True).click()
    expect(mo.get_by_role("heading", name="This is what they will read")).to_be_visible()


def paused(mo: Page) -> None:
    before_a_pause(mo)
    press(mo, "Send it")
    expect(mo.get_by_text("Done.")).to_be_visible()


def writing_rests(fay: Page) -> None:
    enter(fay, "Hearth")
    expect(fay.get_by_role("heading", name="Writing rests for you here")).to_be_visible()


def pause_and_why(fay: Page) -> None:
    writing_rests(fay)
    fay.get_by_role("link", name="Write to a moderator").click()
    expect(fay.get_by_role("heading", name="Writing rests for you")).to_be_visible()


def letter_sent(fay: Page) -> None:
    pause_and_why(fay)
    fay.get_by_label("Your words").fill("I meant my own Friday. May I say it in other words?")
    press(fay, "Just write to a moderator")
    expect(fay.get_by_text("Your words are with a moderator.")).to_be_visible()


def letter(mo: Page) -> None:
    mo.goto("/desk/?kind=appeals")
    mo.locator("li.desk-entry").filter(has_text="A letter during a pause").get_by_role("link", name="Open").click()
    expect(mo.get_by_role("heading", name="A letter during a pause")).to_be_visible()


def noted(mo: Page) -> None:
    before_a_content_note(mo)
    press(mo, "Send it")
    expect(mo.get_by_text("Done.")).to_be_visible()


def content_note_closed(ada: Page) -> None:
    enter(ada, "Hearth")
    open_share(ada, ADAS_SHARE)
    expect(ada.get_by_text("Content note: Drinking")).to_be_visible()


def content_note_open(ada: Page) -> None:
    content_note_closed(ada)
    ada.get_by_text("Content note: Drinking").click()
    expect(post(ada, FAYS_WORDS).locator(".post-words")).to_be_visible()


def reaching_out_incomplete(mo: Page) -> None:
    entry = open_entry(mo, WORRYING_WORDS)
    entry.get_by_label("Your words").fill("I read what you wrote, and I am glad that you wrote it.")
    entry.locator("form").filter(has=mo.get_by_label("Signed")).get_by_role("button", name="Send it").click()
    expect(mo.get_by_role("alert")).to_be_visible()


def reached_out(mo: Page) -> None:
    entry = open_entry(mo, WORRYING_WORDS)
    entry.get_by_label("Your words").fill(
        "I read what you wrote, and I am glad that you wrote it. Is somebody with you?"
    )
    entry.get_by_label("Signed").fill("Mo")
    entry.locator("form").filter(has=mo.get_by_label("Signed")).get_by_role("button", name="Send it").click()
    expect(mo.get_by_text("Your words are with them.")).to_be_visible()


def few_words_at_home(ada: Page) -> None:
    ada.goto("/")
    expect(ada.get_by_text("A moderator wrote a few words to you.")).to_be_visible()


def few_words(ada: Page) -> None:
    few_words_at_home(ada)
    ada.get_by_role("listitem").filter(has_text="A moderator wrote a few words").get_by_role("link").click()
    expect(ada.get_by_role("heading", name="A few words to you")).to_be_visible()


def back_and_why(ada: Page) -> None:
    enter(ada, "Hearth")
    open_share(ada, "Welcome to Hearth.")
    post(ada, OTHER_HELD_WORDS).get_by_role("link", name="Do you see it another way?").click()
    expect(ada.get_by_role("heading", name="Back with you")).to_be_visible()


def too_late(mo: Page) -> None:
    """The same entry in two windows: the second press comes after the decision."""
    open_entry(mo, WORRYING_WORDS)
    other = mo.context.new_page()
    decide(other, WORRYING_WORDS, "Looked after")
    other.close()
    press(mo, "False alarm")
    expect(mo.get_by_role("heading", name="Somebody was quicker")).to_be_visible()


def log_of_what_was_taken_down(ani: Page) -> None:
    ani.goto("/desk/log/")
    ani.get_by_label("Decision", exact=True).select_option("remove")
    press(ani, "Show")
    expect(ani.get_by_role("table")).to_be_visible()


OF_THE_DESK = (
    State("decision, taken down and why", "bo", taken_down_and_why),
    State("decision, second look without words", "bo", second_look_without_words),
    State("decision, second look asked", "bo", second_look_asked),
    State("desk, second looks", "ani", second_looks),
    State("desk, a second look", "ani", second_look),
    State("desk, a second look, answer missing", "ani", second_look_answer_missing),
    State("desk, a second look, answered", "ani", second_look_answered),
    State("decision, second look answered", "bo", answer_read),
    State("decision, back and why", "ada", back_and_why),
    State("entry, the thread around it", "mo", around),
    State("entry, with a colleague", "ani", colleague_looks),
    State("entry, colleagues asked", "mo", colleague_asked),
    State("entry, before a content note", "mo", before_a_content_note),
    State("entry, before a pause", "mo", before_a_pause),
    State("desk, somebody paused", "mo", paused),
    State("circle, writing rests", "fay", writing_rests),
    State("decision, a pause and why", "fay", pause_and_why),
    State("decision, a letter sent", "fay", letter_sent),
    State("desk, a letter", "mo", letter),
    State("desk, a content note put", "mo", noted),
    State("content note, closed", "ada", content_note_closed),
    State("content note, open", "ada", content_note_open),
    State("entry, reaching out incomplete", "mo", reaching_out_incomplete),
    State("entry, reached out", "mo", reached_out),
    State("home, a few words from a moderator", "ada", few_words_at_home),
    State("decision, a few words from a moderator", "ada", few_words),
    State("entry, somebody was quicker", "mo", too_late),
    State("log, taken down only", "ani", log_of_what_was_taken_down),
)
