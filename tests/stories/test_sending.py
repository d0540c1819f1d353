"""On its way, saved or not: the page says what is true, and the words are never gone."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.cast import HELD_WORDS, NUDGED_WORDS
from tests.stories.conftest import Somebody
from tests.stories.people import box, enter, open_share, post, press, reply, send, share

TOAST = "[data-toast]"


def is_write(route: Route) -> bool:
    return route.request.method == "POST" and "/guidelines/" not in route.request.url


def test_what_cannot_be_sent_stays_and_the_page_says_so(somebody: Somebody) -> None:
    ada = somebody("ada")
    enter(ada, "Hearth")
    box(ada).fill("Written in a tunnel.")
    ada.context.set_offline(True)
    press(ada, "Share")
    expect(ada.get_by_text("You are offline. Your words are still here.")).to_be_visible()
    expect(box(ada)).to_have_value("Written in a tunnel.")
    ada.context.set_offline(False)
    expect(ada.get_by_text("not sent yet")).to_be_visible()
    send(ada, "Share")
    expect(post(ada, "Written in a tunnel.")).to_be_visible()
    enter(ada, "Hearth")
    expect(post(ada, "Written in a tunnel.")).to_have_count(1)
    expect(box(ada)).to_have_value("")


def test_sending_is_said_and_a_second_press_sends_nothing(somebody: Somebody) -> None:
    ada = somebody("ada")
    enter(ada, "Hearth")
    waiting: list[Route] = []
    ada.route("**/circles/**", lambda route: waiting.append(route) if is_write(route) else route.continue_())
    box(ada).fill("Twice pressed.")
    press(ada, "Share")
    expect(ada.get_by_text("Sending…")).to_be_visible()
    press(ada, "Share")
    box(ada).press("Control+Enter")
    expect(ada.get_by_text("Sending…")).to_be_visible()
    assert len(waiting) == 1
    waiting[0].continue_()
    expect(post(ada, "Twice pressed.")).to_be_visible()
    enter(ada, "Hearth")
    expect(post(ada, "Twice pressed.")).to_have_count(1)


def test_an_answer_that_was_lost_on_the_way_doubles_nothing(somebody: Somebody) -> None:
    """The words were stored, the answer never came: the same press again is the same post."""
    ada = somebody("ada")
    enter(ada, "Hearth")

    def lose_the_answer(route: Route) -> None:
        if not is_write(route):
            return route.continue_()
        route.fetch(max_redirects=0)
        route.abort("internetdisconnected")
        return None

    ada.route("**/circles/**", lose_the_answer)
    box(ada).fill("Heard once.")
    press(ada, "Share")
    expect(ada.get_by_text("This did not go out.")).to_be_visible()
    ada.unroute_all()
    send(ada, "Share")
    expect(post(ada, "Heard once.")).to_be_visible()
    enter(ada, "Hearth")
    expect(post(ada, "Heard once.")).to_have_count(1)


def test_back_from_the_pause_finds_the_words(somebody: Somebody) -> None:
    ada, bo = somebody("ada"), somebody("bo")
    enter(bo, "Hearth")
    share(bo, "I slipped on Friday.")
    enter(ada, "Hearth")
    open_share(ada, "I slipped on Friday.")
    reply(ada, NUDGED_WORDS)
    expect(ada.get_by_role("heading", name="One moment, if you like")).to_be_visible()
    ada.go_back()
    expect(box(ada)).to_have_value(NUDGED_WORDS)


@pytest.mark.parametrize(("words", "said"), [("A quiet hour.", "with the circle"), (HELD_WORDS, "A person reads it")])
def test_just_posted_can_be_taken_back_into_the_box(somebody: Somebody, words: str, said: str) -> None:
    ada = somebody("ada")
    enter(ada, "Hearth")
    share(ada, "What helps you at four in the morning?")
    reply(ada, words)
    expect(ada.locator(TOAST)).to_contain_text(said)
    article = ada.locator("article.post.is-reply").filter(has_text=words)
    article.get_by_text("More", exact=True).click()
    expect(article.get_by_role("link", name="Withdraw my words")).to_be_visible()
    press(ada, "Take it back")
    expect(ada.locator(TOAST)).to_contain_text("in the box again")
    expect(box(ada)).to_have_value(words)
    expect(box(ada)).to_be_focused()
    expect(ada.locator("article.post.is-reply").filter(has_text=words)).to_have_count(0)


def test_a_share_that_is_taken_back_is_in_the_circles_box_again(somebody: Somebody) -> None:
    ada = somebody("ada")
    enter(ada, "Hearth")
    share(ada, "Too early for this.")
    press(ada, "Take it back")
    expect(ada.get_by_role("heading", level=1, name="Hearth")).to_be_visible()
    expect(box(ada)).to_have_value("Too early for this.")
    expect(post(ada, "Too early for this.")).to_have_count(0)
    box(ada).fill("")


def test_what_is_pasted_is_plain_and_tells_nobody_who_shared_it(somebody: Somebody) -> None:
    ada = somebody("ada")
    enter(ada, "Hearth")
    junk = "One\u200b two\u00ad\r\n\r\n\r\n\r\nhttps://example.org/a?utm_source=x&page=2&fbclid=y#here  \n"
    paste(ada, junk)
    expect(box(ada)).to_have_value("One two\n\nhttps://example.org/a?page=2#here\n")
    box(ada).press("Control+z")
    expect(box(ada)).to_have_value("")
    paste(ada, "https://youtu.be/abc?si=me")
    expect(box(ada)).to_have_value("https://youtu.be/abc")
    box(ada).fill("")


def paste(page: Page, text: str) -> None:
    """As the browser hands it over; Chromium's own clipboard belongs to the whole machine."""
    box(page).focus()
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          if (document.activeElement.dispatchEvent(event)) document.execCommand("insertText", false, text);
        }""",
        text,
    )


def test_the_composer_says_why_there_are_no_pictures(somebody: Somebody) -> None:
    ada = somebody("ada")
    enter(ada, "Hearth")
    box(ada).click()
    expect(ada.get_by_text("Words only, no pictures")).to_be_visible()
