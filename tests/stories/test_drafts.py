"""Nothing that somebody wrote is lost."""

from playwright.sync_api import Route, expect

from tests.stories.conftest import Somebody
from tests.stories.people import box, enter, post, press, share

MOST = 5_000
BEGUN = "Half a sentence, and then the phone rang"


def test_words_that_are_too_long_stay_in_the_box(somebody: Somebody) -> None:
    bo = somebody("bo")
    enter(bo, "Hearth")
    long = ("A long evening. " * 400).strip()
    assert len(long) > MOST
    # A browser counts along and stops at the limit; this one is older than that.
    box(bo).evaluate("box => box.removeAttribute('maxlength')")
    share(bo, long)
    expect(bo.get_by_role("alert")).to_contain_text("it is all still here")
    expect(box(bo)).to_have_value(long)
    bo.reload()
    share(bo, "A long evening, in short.")
    expect(post(bo, "A long evening, in short.")).to_be_visible()
    enter(bo, "Hearth")
    expect(box(bo)).to_have_value("")


def test_a_draft_outlives_a_reload_and_ends_with_being_sent(somebody: Somebody) -> None:
    bo = somebody("bo")
    enter(bo, "Hearth")
    # Sooner than the script that keeps it: a slow line, or a quick hand.
    box(bo).fill(BEGUN)
    bo.wait_for_load_state()
    bo.reload()
    expect(box(bo)).to_have_value(BEGUN)
    other_tab = somebody("bo")
    other_tab.goto(bo.url)
    expect(box(other_tab)).to_have_value("")
    press(bo, "Share")
    expect(post(bo, BEGUN)).to_be_visible()
    enter(bo, "Hearth")
    expect(post(bo, BEGUN)).to_be_visible()
    expect(box(bo)).to_have_value("")


def test_words_begun_before_the_script_came_are_a_draft_too(somebody: Somebody) -> None:
    bo = somebody("bo")
    waiting: list[Route] = []
    enter(bo, "Hearth")
    bo.route("**/composer*.js", lambda route: waiting.append(route))
    bo.reload(wait_until="commit")
    box(bo).fill(BEGUN)
    assert waiting
    waiting.pop().continue_()
    bo.wait_for_load_state()
    bo.unroute_all()
    bo.reload()
    expect(box(bo)).to_have_value(BEGUN)
    box(bo).fill("")
