"""Without a network: help is at hand, an honest page says what is the matter, and no word of a circle is kept."""

from playwright.sync_api import Page, expect

from tests.stories.conftest import Somebody
from tests.stories.people import enter, share, sign_up

CANARY = "A heron stood in the car park this morning."
KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      found[new URL(request.url).pathname] = await (await cache.match(request)).text();
    }
  }
  return found;
}"""
WORKERS = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"


def test_without_a_network_help_is_there_and_no_word_of_a_circle(somebody: Somebody) -> None:
    ada = somebody("ada")
    enter(ada, "Hearth")
    share(ada, CANARY)
    enter(ada, "Hearth")
    the_worker_is_ready(ada)
    only_the_shell_is_kept(ada)
    ada.goto("/")
    with_the_network_gone(ada)
    ada.goto("/")
    expect(ada.get_by_role("heading", name="My circles")).to_be_visible()


def test_signing_out_leaves_nothing_and_signing_in_again_works(somebody: Somebody) -> None:
    new = somebody()
    new.goto("/")
    assert new.evaluate(WORKERS) == 0
    sign_up(new, "leaves-nothing")
    the_worker_is_ready(new)
    new.get_by_role("button", name="Sign out", exact=True).first.click()
    expect(new.get_by_role("link", name="Make an account")).to_be_visible()
    assert (new.evaluate(KEPT), new.evaluate(WORKERS)) == ({}, 0)


def the_worker_is_ready(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def only_the_shell_is_kept(page: Page) -> None:
    found = page.evaluate(KEPT)
    pages = {path for path in found if not path.startswith("/static/")}
    assert pages == {"/help-now/", "/offline/"}, sorted(found)
    assert [path for path, words in found.items() if "heron" in words or "Hearth" in words or "csrf" in words] == []
    assert all(path.startswith(("/static/css/", "/static/js/", "/static/icons/")) for path in set(found) - pages)


def with_the_network_gone(page: Page) -> None:
    page.context.set_offline(True)
    page.goto("/circles/")
    expect(page.get_by_role("heading", name="There is no connection right now")).to_be_visible()
    expect(page.get_by_role("link", name="Call 988")).to_have_attribute("href", "tel:988")
    page.goto("/help-now/")
    expect(page.get_by_role("heading", name="People you can talk to now")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.button')).display") != "inline", "no stylesheet"
    page.context.set_offline(False)
