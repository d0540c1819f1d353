"""Leave quickly: gone before somebody has crossed the room, on a slow computer, too."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.stories.conftest import Somebody
from tests.stories.people import box, enter, sign_in
from tests.stories.stage import AWAY, Stage

SOON_MS = 300
# Times slower than this machine, which is busy already.
SLOWER = 6
BEGUN = "If anybody here reads this over my shoulder"

# What the page itself measures, from the moment the key or the button was pressed: kept where the next page finds it.
MEASURE = """() => {
  let pressed = null;
  const note = (what) => {
    if (pressed === null) return;
    const seen = JSON.parse(localStorage.getItem("leaving") ?? "{}");
    seen[what] ??= performance.now() - pressed;
    localStorage.setItem("leaving", JSON.stringify(seen));
  };
  const press = (event) => (pressed = event.timeStamp);
  addEventListener("click", (event) => event.target.closest?.("[data-quick-exit]") && press(event), true);
  addEventListener("keyup", (event) => event.key === "Shift" && press(event), true);
  addEventListener("beforeunload", () => note("on its way"));
  new MutationObserver(() => document.body?.childElementCount === 0 && note("blank")).observe(document, {
    childList: true, subtree: true,
  });
}"""


def press_the_button(page: Page) -> None:
    page.get_by_role("link", name="Leave quickly", exact=True).click(no_wait_after=True)


def press_shift(page: Page) -> None:
    for _time in range(3):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("leave", [press_the_button, press_shift])
def test_leaving_takes_less_than_a_third_of_a_second(
    stage: Stage, somebody: Somebody, leave: Callable[[Page], None]
) -> None:
    page = somebody()  # a browser of its own: this ends its session
    sign_in(page, stage, "bo")
    page.add_init_script(f"({MEASURE})()")
    enter(page, "Hearth")
    begins_to_write(page)
    here = page.url
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    leave(page)
    page.wait_for_url(f"**{AWAY['QUICK_EXIT_URL']}")
    took = json.loads(page.evaluate("localStorage.getItem('leaving')"))
    assert took["on its way"] < SOON_MS and took["blank"] < SOON_MS, took
    nothing_is_left(page, here)


def begins_to_write(page: Page) -> None:
    box(page).fill(BEGUN)
    assert BEGUN in page.evaluate("Object.values(sessionStorage).join()")
    page.get_by_role("heading", level=1).click()


def nothing_is_left(page: Page, here: str) -> None:
    assert BEGUN not in page.evaluate("Object.values(sessionStorage).join()")
    page.go_back()
    page.goto(here)
    expect(page.get_by_label("Login name")).to_be_visible()
    expect(page.get_by_text("Hearth")).to_have_count(0)


def test_the_button_works_before_the_page_is_whole(stage: Stage, somebody: Somebody) -> None:
    page = somebody()
    sign_in(page, stage, "bo")
    page.goto("/")
    held: list[Route] = []
    page.route("**/composer*.js", lambda route: held.append(route))
    page.get_by_role("link", name="Hearth", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Hearth")).to_be_visible()
    assert held and page.evaluate("document.readyState") != "complete"
    with page.expect_request(f"**{AWAY['QUICK_EXIT_URL']}") as leaving:
        page.get_by_role("link", name="Leave quickly", exact=True).click(no_wait_after=True)
    assert leaving.value.redirected_from is None, "it went by the server"
    page.unroute_all(behavior="ignoreErrors")
