"""Somebody is removed while their page is open."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.stories.conftest import Somebody
from tests.stories.people import enter, join, open_circle, post, press, share, without_reload

CIRCLE = "Harbour"
CANARY = "The kettle is on, as every evening."


def test_somebody_is_removed(somebody: Somebody) -> None:
    ada, bo, fay, ani = (somebody(handle) for handle in ("ada", "bo", "fay", "ani"))
    open_circle(ani, CIRCLE, facilitator="fay")
    join(ada, CIRCLE, "Ada")
    heard = everything_that_arrives(bo)
    join(bo, CIRCLE, "Bo")
    enter(fay, CIRCLE)
    address = bo.url
    with without_reload(bo, fay):
        share(ada, "The first words here.")
        expect(post(bo, "The first words")).to_be_visible()
        take_the_seat_away(ani, "Bo")
        expect(bo.get_by_text("This page gets no new words any more.")).to_be_visible()
        enter(ada, CIRCLE)
        share(ada, CANARY)
        expect(post(fay, CANARY)).to_be_visible()
    assert "The first words" in heard()
    assert CANARY not in heard()
    expect(post(bo, CANARY)).to_have_count(0)
    assert fay.context.request.get(address).status == 200
    assert bo.context.request.get(address).status == 404
    bo.reload()
    expect(bo.get_by_role("heading", level=1)).to_be_visible()
    expect(bo.get_by_text("The first words")).to_have_count(0)


def everything_that_arrives(page: Page) -> Callable[[], str]:
    """What the sockets of this page received from now on, as one text."""
    frames: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(str(frame))))
    return lambda: "\n".join(frames)


def take_the_seat_away(ani: Page, name: str) -> None:
    ani.reload()
    ani.get_by_role("row").filter(has_text=name).get_by_role("link", name="Take the seat away").click()
    ani.get_by_label("Why").fill("We talked about it twice.")
    press(ani, "Take the seat away")
    expect(ani.get_by_text("The seat is free.")).to_be_visible()
