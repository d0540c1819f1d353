"""What a page makes of what its socket says: in place, in order, once, and without taking anything from the reader."""

import pytest
from playwright.sync_api import Page, expect

from tests.stories.conftest import Somebody
from tests.stories.people import box, enter, share
from tests.stories.wire import Wire, is_connected, reply_frame

SAID = "[data-announce]"
LINE = "[data-connection]"
TOP = "one => one.getBoundingClientRect().top"
REST_MS = 3_000  # of the keys, before anything is said


@pytest.fixture
def ada(somebody: Somebody) -> Page:
    """Ada on the page of a share of hers, whose socket is in the test's hand."""
    page = somebody("ada")
    page.set_viewport_size({"width": 700, "height": 600})
    enter(page, "Hearth")
    share(page, "A long thread about short nights.")
    return page


@pytest.fixture
def wire(ada: Page) -> Wire:
    held = Wire(ada)
    ada.goto(ada.url.partition("#")[0])
    held.until_opened(1)
    return held


def thread(page: Page) -> str:
    return page.locator("main").get_attribute("data-only") or ""


def replies(page: Page) -> list[str]:
    return page.locator(".replies article .post-words").all_inner_texts()


def many(wire: Wire, number: int) -> None:
    """So many replies on the page, all of them seen and announced long ago as far as the test cares."""
    begin = wire.seq
    wire.news(*[reply_frame(thread(wire.page), begin + at, f"Reply {at}.") for at in range(1, number + 1)])
    expect(wire.page.locator(".replies article")).to_have_count(number)


def test_replies_stand_in_their_order_and_each_once(ada: Page, wire: Wire) -> None:
    here, at = thread(ada), wire.seq
    third, first, second = (reply_frame(here, at + 3, f"At {place}.", place=at + place) for place in (3, 1, 2))
    wire.news(third, first)
    expect(ada.locator(".replies article")).to_have_count(2)
    wire.news(second | {"seq": at + 4})
    expect(ada.locator(".replies article")).to_have_count(3)
    assert replies(ada) == ["At 1.", "At 2.", "At 3."]
    for again in range(2):
        wire.news(second | {"seq": at + 4}, since=at + 3 - again)
    wire.news(reply_frame(here, at + 5, "Last."))
    expect(ada.locator(".replies article")).to_have_count(4)
    assert replies(ada) == ["At 1.", "At 2.", "At 3.", "Last."]


def test_where_something_is_missing_the_page_asks_again_from_where_it_is(ada: Page, wire: Wire) -> None:
    at = wire.seq
    wire.news(reply_frame(thread(ada), at + 9, "Out of a gap."), since=at + 5)
    wire.until_opened(2)
    assert wire.opened[-1] == at
    assert replies(ada) == []


def test_further_up_nothing_jumps_and_a_button_leads_to_what_is_new(ada: Page, wire: Wire) -> None:
    ada.emulate_media(reduced_motion="reduce")
    many(wire, 20)
    ada.locator("[data-new] button").click()
    ada.evaluate("scrollTo(0, 200)")
    at, here = wire.seq, thread(ada)
    wire.news(reply_frame(here, at + 1, "Below one."), reply_frame(here, at + 2, "Below two."))
    pill = ada.get_by_role("button", name="2 new replies", exact=True)
    expect(pill).to_be_in_viewport()
    assert ada.evaluate("scrollY") == 200
    pill.click()
    expect(ada.locator("article").filter(has_text="Below one.")).to_be_focused()
    expect(ada.locator("article").filter(has_text="Below one.")).to_be_in_viewport()
    expect(pill).to_be_hidden()


def test_a_batch_is_said_once_and_politely(ada: Page, wire: Wire) -> None:
    at, here = wire.seq, thread(ada)
    ada.evaluate(
        """said => { window.said = []; new MutationObserver(() => window.said.push(document.querySelector(said)
        .textContent)).observe(document.querySelector(said), { childList: true }); }""",
        SAID,
    )
    wire.news(*[reply_frame(here, at + number, f"Number {number}.") for number in (1, 2, 3)])
    expect(ada.locator(SAID)).to_have_text("3 new replies.")
    assert ada.evaluate("window.said") == ["3 new replies."]
    assert ada.locator(SAID).get_attribute("aria-live") == "polite"


def test_nothing_is_said_while_somebody_types_and_all_of_it_once_after_a_rest(ada: Page, wire: Wire) -> None:
    ada.clock.install()
    at, here = wire.seq, thread(ada)
    box(ada).press_sequentially("I am still")
    wire.news(reply_frame(here, at + 1, "One."))
    expect(ada.locator(".replies article")).to_have_count(1)
    ada.clock.run_for(REST_MS - 1_000)
    box(ada).press_sequentially(" writing")
    wire.news(reply_frame(here, at + 2, "Two."))
    expect(ada.locator(".replies article")).to_have_count(2)
    ada.clock.run_for(REST_MS - 1_000)
    expect(ada.locator(SAID)).to_be_empty()
    ada.clock.run_for(1_500)
    expect(ada.locator(SAID)).to_have_text("2 new replies.")
    expect(box(ada)).to_be_focused()
    expect(box(ada)).to_have_value("I am still writing")
    box(ada).fill("")


def test_the_line_says_honestly_that_it_is_lost_and_that_it_is_back(ada: Page, wire: Wire) -> None:
    is_connected(ada)
    wire.answers = False
    wire.cut()
    expect(ada.locator(LINE)).to_have_text("Reconnecting. What you write is safe.")
    expect(ada.locator(LINE)).to_be_in_viewport()
    wire.until_opened(2)
    wire.answers = True
    wire.say("hello", seq=wire.seq)
    expect(ada.locator(LINE)).to_have_text("You are connected again.")
    expect(ada.locator(LINE)).to_be_hidden()


def test_a_lost_seat_ends_it_for_good(ada: Page, wire: Wire) -> None:
    wire.cut(4403)
    expect(ada.locator(LINE)).to_contain_text("no new words any more")
    ada.wait_for_timeout(3_000)
    assert len(wire.sockets) == 1


def test_after_a_restart_pages_come_back_one_by_one(ada: Page, wire: Wire) -> None:
    pauses = ada.evaluate(
        """async () => {
          const live = [...document.scripts].find(({ src }) => /\\/live[.\\w]*\\.js$/.test(src)).src;
          // In production file names carry a fingerprint.
          const [, line] = (await (await fetch(live)).text()).match(/"(\\.\\/live\\/line[^"]*)"/);
          const { Line } = await import(new URL(line, live));
          return Array.from({ length: 300 }, () => Line.prototype.pause.call({ tries: 0 }, 1012));
        }"""
    )
    assert min(pauses) >= 200
    assert max(pauses) - min(pauses) > 5_000
    assert sum(pause < 4_100 for pause in pauses) in range(110, 190), "not evenly spread"


def test_after_sleep_a_line_that_only_looks_alive_is_replaced(ada: Page, wire: Wire) -> None:
    ada.clock.install()
    ada.reload()
    wire.until_opened(2)
    wire.answers = False
    wire.heard.clear()
    ada.clock.fast_forward(600_000)
    ada.clock.run_for(4_500)
    assert "ping" in wire.heard
    ada.clock.run_for(4_000)
    wire.until_opened(3)


def test_a_hidden_tab_is_quiet_and_looks_as_soon_as_it_is_seen(ada: Page, wire: Wire) -> None:
    ada.clock.install()
    ada.reload()
    wire.until_opened(2)
    hide(ada, True)
    wire.heard.clear()
    for _ in range(12):
        ada.clock.run_for(4_000)
    assert wire.heard == []
    hide(ada, False)
    ada.wait_for_timeout(200)
    assert wire.heard == ["ping"]


def test_the_installed_app_shows_a_dot_without_a_number_until_somebody_looks(ada: Page) -> None:
    as_installed_app(ada)
    wire = Wire(ada)
    ada.goto(ada.url.partition("#")[0])
    wire.until_opened(1)
    asked = "window.asked"
    assert ada.evaluate(asked) == ["clear"]
    wire.news(reply_frame(thread(ada), wire.seq + 1, "While she looks."))
    expect(ada.locator(".replies")).to_contain_text("While she looks.")
    assert ada.evaluate(asked) == ["clear"]
    hide(ada, True)
    wire.news(reply_frame(thread(ada), wire.seq + 1, "While she is away."))
    expect(ada.locator(".replies")).to_contain_text("While she is away.")
    hide(ada, False)
    assert ada.evaluate(asked) == ["clear", "dot", "clear"]


def as_installed_app(page: Page) -> None:
    """A window of its own cannot be had in a test: the page is told that it is one, and what it asks for is kept."""
    page.add_init_script(
        """const ask = window.matchMedia.bind(window);
        window.matchMedia = query => query.includes("display-mode") ? { matches: true } : ask(query);
        window.asked = [];
        navigator.setAppBadge = async (...words) => window.asked.push(["dot", ...words].join(" "));
        navigator.clearAppBadge = async () => window.asked.push("clear");"""
    )


def hide(page: Page, hidden: bool) -> None:
    page.evaluate(
        """hidden => {
          Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )


def test_too_much_missed_is_fetched_calmly_and_what_is_being_written_stays(ada: Page, wire: Wire) -> None:
    many(wire, 12)
    box(ada).fill("Half a sentence")
    top = box(ada).evaluate(TOP)
    ada.evaluate("window.wasOpenBefore = true")
    with ada.expect_response(ada.url):
        wire.say("reload")
    # None of the twelve is in the database: the list is the server's now.
    expect(ada.locator(".replies article")).to_have_count(0)
    expect(box(ada)).to_have_value("Half a sentence")
    expect(box(ada)).to_be_focused()
    assert ada.evaluate("window.wasOpenBefore")
    # What the reader looks at stays where it was, however long the list above is now.
    assert abs(box(ada).evaluate(TOP) - top) < 2
    box(ada).fill("")


def test_a_page_ahead_of_a_restored_server_goes_back_to_its_number(ada: Page, wire: Wire) -> None:
    right = wire.seq
    wire.say("hello", seq=900_000)
    expect(ada.locator("main")).to_have_attribute("data-seq", "900000")
    wire.cut()
    wire.until_opened(2)
    assert wire.opened[-1] == 900_000
    with ada.expect_response(ada.url):
        wire.say("reload")
    expect(ada.locator("main")).to_have_attribute("data-seq", str(right))
    wire.cut()
    wire.until_opened(3)
    assert wire.opened[-1] == right
    wire.news(reply_frame(thread(ada), right + 1, "First after the restore."))
    expect(ada.locator(".replies article")).to_have_count(1)


def test_the_focus_stays_on_the_same_button_when_its_entry_is_replaced(ada: Page, wire: Wire) -> None:
    at, here = wire.seq, thread(ada)
    wire.news(reply_frame(here, at + 1, "As it was."))
    ada.locator(".replies").get_by_role("button", name="With you").focus()
    wire.news(reply_frame(here, at + 2, "As it is.", place=at + 1))
    expect(ada.locator(".replies .post-words")).to_have_text("As it is.")
    expect(ada.locator(".replies").get_by_role("button", name="With you")).to_be_focused()
