"""A reply waits to be read, comes back with a note, is reworded and let through."""

from playwright.sync_api import Page, expect

from tests.cast import HELD_WORDS
from tests.stories.conftest import Somebody
from tests.stories.people import box, decide, desk_rows, enter, open_share, post, press, reply, share, without_reload

NOTE = "I can hear that you are angry. Could you say it without calling him names?"
OTHER_WORDS = "Reading this I got angry, and I would like to understand it better."


def test_a_held_reply_finds_other_words(somebody: Somebody) -> None:
    ada, bo, mo = somebody("ada"), somebody("bo"), somebody("mo")
    enter(bo, "Hearth")
    share(bo, "I missed the meeting again.", "Ask me things")
    enter(ada, "Hearth")
    open_share(ada, "I missed the meeting")
    mo.goto("/desk/")
    with without_reload(bo, mo):
        it_waits_and_only_its_author_sees_it(ada, bo)
        expect(desk_rows(mo).filter(has_text="Waiting to be read").first).to_be_visible()
        expect(mo.get_by_text(HELD_WORDS)).to_have_count(0)
    ask_for_other_words(mo)
    send_other_words(ada)
    with without_reload(bo):
        let_it_through(mo)
        expect(post(bo, OTHER_WORDS)).to_be_visible()
    expect(post(bo, HELD_WORDS)).to_have_count(0)
    ada.reload()
    expect(post(ada, OTHER_WORDS)).not_to_contain_text("Waiting to be read")


def it_waits_and_only_its_author_sees_it(ada: Page, bo: Page) -> None:
    reply(ada, HELD_WORDS)
    expect(post(ada, HELD_WORDS)).to_contain_text("Waiting to be read")
    expect(post(ada, HELD_WORDS)).to_contain_text("You did nothing wrong")
    expect(post(ada, HELD_WORDS).locator(".post-state p")).to_have_count(4)  # title, calm, the reason, the way on
    reply(ada, "What was in the way?")
    expect(post(bo, "What was in the way?")).to_be_visible()
    expect(post(bo, HELD_WORDS)).to_have_count(0)


def ask_for_other_words(mo: Page) -> None:
    decide(mo, HELD_WORDS, "Ask for other words", NOTE)


def send_other_words(ada: Page) -> None:
    """The note arrives on the page she has open."""
    back = post(ada, HELD_WORDS)
    expect(back).to_contain_text("Back with you")
    expect(back).to_contain_text(NOTE)
    back.get_by_role("link", name="Reword it").click()
    expect(ada.get_by_text(NOTE)).to_be_visible()
    expect(box(ada)).to_have_value(HELD_WORDS)
    box(ada).fill(OTHER_WORDS)
    press(ada, "Send it again")
    expect(post(ada, OTHER_WORDS)).to_contain_text("Waiting to be read")


def let_it_through(mo: Page) -> None:
    decide(mo, OTHER_WORDS, "Let it through")
