"""What a member sees of the reader: why, keeping one's own words, when to be told, help lines for a friend's sake."""

import re

from playwright.sync_api import Page, expect

from tests.cast import NUDGED_WORDS
from tests.stories.conftest import Somebody
from tests.stories.people import box, enter, open_share, post, press, reply, send, share, suggestion

FAYS = "The tram was late and I walked along the river."
FRIEND = "My brother told me he wants to die. I don't know what to do."
PACT = "It has been a long week. I want to die tonight. Who wants to go with me? Thank you for reading."
WITHOUT_PACT = "It has been a long week. I want to die tonight. Thank you for reading."
THOUGHT, DETAIL = "A thought before you post", "This may say who you are"


def test_a_suggestion_is_explained_kept_and_not_said_again_in_this_draft(somebody: Somebody) -> None:
    fay, ada = somebody("fay"), somebody("ada")
    enter(fay, "Hearth")
    share(fay, FAYS)
    enter(ada, "Hearth")
    open_share(ada, FAYS)
    box(ada).fill(f"{NUDGED_WORDS} Call me on 555 123 4567.")
    says_why(ada)
    is_announced_once_and_takes_no_focus(ada)
    leaves_the_number_in(ada)
    suggestion(ada, THOUGHT).get_by_role("button", name="Keep mine").click()
    expect(suggestion(ada, THOUGHT)).to_have_count(0)
    with ada.expect_response("**/guidelines/read/"):
        box(ada).press_sequentially(" More.")
    expect(suggestion(ada, THOUGHT)).to_have_count(0)
    send(ada, "Reply")
    expect(post(ada, NUDGED_WORDS)).to_be_visible()


def says_why(ada: Page) -> None:
    item = suggestion(ada, THOUGHT)
    expect(item.locator("q").first).to_contain_text("can't believe you used")
    item.get_by_text("Why?", exact=True).click()
    expect(item.get_by_text("No shame, no blame")).to_be_visible()


def is_announced_once_and_takes_no_focus(ada: Page) -> None:
    said = ada.locator("[data-guidance-said]")
    expect(said).to_contain_text(THOUGHT)
    assert said.inner_text().count(THOUGHT) == 1


def leaves_the_number_in(ada: Page) -> None:
    suggestion(ada, DETAIL).get_by_role("button", name="Leave it in").click()
    expect(suggestion(ada, DETAIL)).to_have_count(0)
    expect(box(ada)).to_be_focused()


def test_somebody_who_wants_to_ask_first_is_told_when_they_ask(somebody: Somebody) -> None:
    somebody_shares(somebody, "Two buses, and nobody on them.")
    fay = somebody("fay")
    choose(fay, "When I ask")
    enter(fay, "Hearth")
    open_share(fay, "Two buses, and nobody on them.")
    with fay.expect_response("**/guidelines/read/"):
        box(fay).fill("Everything happens for a reason, you are just lazy.")
    expect(fay.locator(".guidance-item")).to_have_count(0)
    press(fay, "How does it read?")
    expect(fay.locator(".guidance-item").first).to_be_visible()
    choose(fay, "While I write")


def somebody_shares(somebody: Somebody, words: str) -> None:
    """A share that stands on the circle's first page, however much was written before."""
    ada = somebody("ada")
    enter(ada, "Hearth")
    share(ada, words)


def choose(page: Page, when: str) -> None:
    page.goto("/me/")
    page.get_by_label(when, exact=True).check()
    page.locator("#guidance").get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("Your choice about suggestions is kept.")).to_be_visible()


def test_with_save_data_nothing_is_read_until_it_is_sent(somebody: Somebody) -> None:
    fay = somebody("fay")
    fay.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    asked: list[str] = []
    fay.on("request", lambda request: asked.append(request.url))
    somebody_shares(somebody, "The lift is broken again.")
    enter(fay, "Hearth")
    open_share(fay, "The lift is broken again.")
    box(fay).fill(NUDGED_WORDS)
    fay.wait_for_timeout(1_500)
    assert not [url for url in asked if url.endswith("/guidelines/read/")]
    reply(fay, NUDGED_WORDS)
    expect(fay.get_by_role("heading", name="One moment, if you like")).to_be_visible()


def test_fear_for_a_friend_and_one_line_after_i_have_these(somebody: Somebody) -> None:
    bo = somebody("bo")
    enter(bo, "Hearth")
    box(bo).fill(FRIEND)
    beside = suggestion(bo, "You are worried about somebody")
    expect(beside.get_by_role("link", name="Call").first).to_be_visible()
    share(bo, FRIEND)
    card = bo.get_by_role("region", name="You are worried about somebody")
    expect(card).to_be_in_viewport()
    assert bo.evaluate("document.activeElement === document.body"), "the card took the focus"
    press(bo, "I have these")
    expect(card).to_have_count(0)
    bo.get_by_text("Lines for those who look after others").click()
    expect(bo.get_by_role("link", name=re.compile("^Call")).first).to_be_visible()


def test_without_the_marked_passage_it_goes_out_at_once(somebody: Somebody) -> None:
    fay, ada = somebody("fay"), somebody("ada")
    enter(fay, "Hearth")
    share(fay, PACT)
    expect(fay.get_by_text("We'd like to read this before the others do.").first).to_be_visible()
    fay.get_by_role("link", name="Post it at once without the marked part").click()
    expect(fay.get_by_text(WITHOUT_PACT)).to_be_visible()
    press(fay, "Post this now")
    expect(post(fay, WITHOUT_PACT)).to_be_visible()
    enter(ada, "Hearth")
    expect(post(ada, WITHOUT_PACT)).to_be_visible()
    expect(post(ada, "Who wants to go with me")).to_have_count(0)
