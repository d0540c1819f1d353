"""On paper: the words, their names, and days that stay true; help lines as numbers; nothing to press."""

import re

from playwright.sync_api import Page, expect

from tests.stories.conftest import Somebody
from tests.stories.people import enter, open_share, post, share

WORDS = "A short walk, and back before the rain."
TO_PRESS = "header.site-header, footer.site-footer, form.composer, .post-foot, .back, .page-aside, .button-row"


def on_paper(page: Page) -> Page:
    page.emulate_media(media="print")
    for one in page.locator(TO_PRESS).all():
        expect(one).to_be_hidden()
    return page


def test_a_share_on_paper_says_the_day_and_has_nothing_to_press(somebody: Somebody) -> None:
    ada = somebody("ada")
    enter(ada, "Hearth")
    share(ada, WORDS, "Just listen")
    enter(ada, "Hearth")
    open_share(ada, WORDS)
    time = post(ada, WORDS).locator(".post-time time").first
    expect(time).to_have_attribute("title", re.compile(r"20\d\d"))
    on_paper(ada)
    expect(post(ada, WORDS).first).to_be_visible()
    assert time.evaluate("one => getComputedStyle(one, '::after').content").strip('"') == time.get_attribute("title")
    assert time.evaluate("one => getComputedStyle(one).fontSize") == "0px"


def test_help_lines_on_paper_are_numbers_one_can_read(somebody: Somebody) -> None:
    page = somebody()
    page.goto("/help-now/")
    on_paper(page)
    call = page.get_by_role("link", name="Call 116 123").first
    expect(call).to_be_visible()
    ink, paper = call.evaluate("one => { const s = getComputedStyle(one); return [s.color, s.backgroundColor]; }")
    assert ink == page.evaluate("getComputedStyle(document.body).color")
    assert paper == "rgba(0, 0, 0, 0)"
    expect(page.get_by_label("Where are you?")).to_be_hidden()
