"""ani hosts: she opens a circle, lets it rest, wakes it."""

from playwright.sync_api import Page, expect

from tests.stories.conftest import Somebody
from tests.stories.people import box, enter, join, open_circle, post, press, share

CIRCLE = "Orchard"


def test_a_circle_is_opened_rests_and_wakes(somebody: Somebody) -> None:
    ani, bo, fay = somebody("ani"), somebody("bo"), somebody("fay")
    open_circle(ani, CIRCLE, facilitator="fay")
    expect(ani.get_by_role("row").filter(has_text="Fay")).to_contain_text("facilitator")
    join(bo, CIRCLE, "Bo")
    share(bo, "Apples are late this year.")
    press(ani, "Let it rest")
    expect(ani.get_by_role("heading", name="This circle is resting")).to_be_visible()
    it_can_be_read_and_not_written(fay)
    press(ani, "Wake it")
    expect(ani.get_by_role("heading", name="Rest", exact=True)).to_be_visible()
    enter(fay, CIRCLE)
    share(fay, "Ours, too.")
    expect(post(fay, "Ours, too.")).to_be_visible()


def it_can_be_read_and_not_written(fay: Page) -> None:
    enter(fay, CIRCLE)
    expect(post(fay, "Apples are late")).to_be_visible()
    expect(fay.get_by_text("This circle is resting.")).to_be_visible()
    expect(box(fay)).to_have_count(0)
    expect(post(fay, "Apples are late").get_by_role("link", name="Reply")).to_have_count(0)


def test_the_admin_pages_open_for_an_admin_only(somebody: Somebody) -> None:
    ani, ada = somebody("ani"), somebody("ada")
    ani.goto("/admin/")
    expect(ani.get_by_role("heading", name="Site administration")).to_be_visible()
    ada.goto("/admin/")
    expect(ada.get_by_role("heading", name="My circles")).to_be_visible()
    ada.goto("/manage/")
    expect(ada.get_by_role("heading", name="Circles of this site")).to_have_count(0)
    assert ada.context.request.get("/manage/").status == 404
