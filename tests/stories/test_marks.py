"""Suggestions are marked in the box, on the very words, and writing goes on as if nothing had happened."""

import secrets

import pytest
from playwright.sync_api import Page, expect

from tests.stories.conftest import Somebody
from tests.stories.people import box, enter, open_share, share, suggestion

SHARE = "The kettle is on, and the cat is out."
SHAME, PLATITUDE = "can't believe you used", "Everything happens for a reason"
# A family of one letter, a letter with an accent of its own, characters without any width, and words from right to left.
HARD = (
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 cafe\u0301 in\u00advisi\u200bble \u200c\u200d שלום עולם"
)
ADVICE = "You need to leave him."
# A paragraph that stands on the right.
RIGHT = f"שלום. {ADVICE}"
WORDS = f"{HARD} I {SHAME} again. I said it before: {PLATITUDE}, my friend.\n\n{RIGHT}"
MARK = ".composer-mark"

# Where the marks are, and which words the box itself has at those places.
WORDS_UNDER_MARKS = """() => {
  const box = document.querySelector("textarea[name=words]");
  const frame = box.getBoundingClientRect();
  const offsetAt = (x, y) => {
    const at = document.caretPositionFromPoint(x, y);
    return at?.offsetNode === box ? at.offset : null;
  };
  return [...document.querySelectorAll(".composer-mark")].map((mark) => {
    const lines = [...mark.getClientRects()].filter((one) => one.width > 1);
    const seen = lines.filter((one) => one.top >= frame.top && one.bottom <= frame.bottom);
    const middle = (line) => line.top + line.height / 2;
    const ends = seen.flatMap((line) => [offsetAt(line.left + 1, middle(line)), offsetAt(line.right - 1, middle(line))]);
    return {
      words: mark.textContent,
      lines: lines.length,
      isSeen: lines.length > 0 && seen.length === lines.length,
      isInside: ends.every((at) => at >= mark.finding.start && at <= mark.finding.end),
      under: box.value.slice(Math.min(...ends), Math.max(...ends)),
    };
  });
}"""
CARET = "box => [box.selectionStart, box.selectionEnd, document.activeElement === box]"


@pytest.fixture
def ada(somebody: Somebody) -> Page:
    bo, ada = somebody("bo"), somebody("ada")
    enter(bo, "Hearth")
    words = f"{SHARE} {secrets.token_hex(3)}"  # one of its own for each story
    share(bo, words)
    enter(ada, "Hearth")
    open_share(ada, words)
    return ada


def test_the_caret_stays_while_marks_appear(ada: Page) -> None:
    box(ada).click()
    ada.keyboard.type("It was late. ")
    ada.keyboard.type(f"I {SHAME} again.")
    box(ada).evaluate("box => box.setSelectionRange(3, 6)")
    expect(ada.locator(MARK)).to_have_text(SHAME)
    assert box(ada).evaluate(CARET) == [3, 6, True]
    ada.keyboard.insert_text("is")
    expect(box(ada)).to_have_value(f"It is late. I {SHAME} again.")
    expect(ada.locator(MARK)).to_have_text(SHAME)
    ada.keyboard.press("Control+z")
    expect(box(ada)).to_have_value(f"It was late. I {SHAME} again.")
    ada.keyboard.press("Control+Shift+z")
    expect(box(ada)).to_have_value(f"It is late. I {SHAME} again.")


def test_marks_appear_while_a_word_is_composed_and_do_not_end_it(ada: Page) -> None:
    """As with a keyboard for Japanese: a word is on the screen before it is chosen."""
    keyboard = ada.context.new_cdp_session(ada)
    box(ada).click()
    ada.keyboard.insert_text(f"I {SHAME} again. ")
    keyboard.send("Input.imeSetComposition", {"text": "にほ", "selectionStart": 2, "selectionEnd": 2})
    expect(ada.locator(MARK)).to_have_text(SHAME)
    keyboard.send("Input.imeSetComposition", {"text": "にほん", "selectionStart": 3, "selectionEnd": 3})
    keyboard.send("Input.insertText", {"text": "日本"})
    expect(box(ada)).to_have_value(f"I {SHAME} again. 日本")
    expect(ada.locator(MARK)).to_have_text(SHAME)


def test_a_mark_stays_on_its_words_and_goes_with_them(ada: Page) -> None:
    writes(ada, WORDS)
    box(ada).evaluate("box => box.setSelectionRange(0, 0)")
    ada.keyboard.type("Oh, ")
    assert [one["under"] for one in marks(ada)][:2] == [SHAME, PLATITUDE]
    at = f"Oh, {WORDS}".index("believe")
    box(ada).evaluate(f"box => box.setSelectionRange({utf16(f'Oh, {WORDS}', at)}, {utf16(f'Oh, {WORDS}', at)})")
    ada.keyboard.type("x")
    assert [one["under"] for one in marks(ada)][:1] == [PLATITUDE]


@pytest.mark.parametrize(
    ("media", "zoom", "width"),
    [
        ({"color_scheme": "light"}, "100%", 1280),
        ({"color_scheme": "dark"}, "100%", 320),
        ({"color_scheme": "light"}, "200%", 640),
        ({"forced_colors": "active"}, "100%", 390),
    ],
)
def test_marks_are_on_the_very_words(ada: Page, media: dict, zoom: str, width: int) -> None:  # type: ignore[type-arg]
    ada.emulate_media(**media)
    ada.set_viewport_size({"width": width, "height": 1_600})
    ada.evaluate("size => (document.documentElement.style.fontSize = size)", zoom)
    writes(ada, WORDS)
    are_right(ada)
    if width == 320:
        assert max(one["lines"] for one in marks(ada)) > 1, "no mark was wrapped"
    # Somebody reads with letters wide apart (WCAG 1.4.12).
    spaced = "letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.9 !important"
    ada.evaluate(
        "rule => { const s = new CSSStyleSheet(); s.replaceSync(rule); document.adoptedStyleSheets = [s]; }",
        f"* {{ {spaced} }}",
    )
    are_right(ada)


def test_marks_scroll_with_their_words_and_an_entry_leads_to_them(ada: Page) -> None:
    lines = "\n".join(f"Line {number}: a walk by the river, and home again." for number in range(40))
    writes(ada, f"{ADVICE}\n\n{lines}\n\n{HARD} I {SHAME} again.\n")
    box(ada).evaluate("box => { box.scrollTop = 0; box.setSelectionRange(0, 0); }")
    are_right(ada, seen=1)
    suggestion(ada, SHAME).locator("[data-find]").click()
    assert box(ada).evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)") == SHAME
    expect(box(ada)).to_be_focused()
    are_right(ada, seen=1)


def test_nobody_hears_the_marks(ada: Page) -> None:
    writes(ada, WORDS)
    layer = ada.locator(".composer-marks")
    expect(layer).to_have_attribute("aria-hidden", "true")
    assert layer.evaluate("one => getComputedStyle(one).pointerEvents") == "none"
    box(ada).fill("")
    expect(ada.locator(MARK)).to_have_count(0)


def test_the_kinder_wording_is_undone_with_one_press(ada: Page) -> None:
    writes(ada, WORDS)
    item = suggestion(ada, SHAME)
    kinder = item.locator(".guidance-rewording").first.inner_text()
    item.get_by_role("button", name="Use this wording").first.click()
    expect(box(ada)).to_be_focused()
    text = box(ada).input_value()
    assert SHAME not in text
    assert kinder in text
    start, end, _focused = box(ada).evaluate(CARET)
    assert start == end == utf16(text, text.index(kinder) + len(kinder))
    ada.keyboard.press("Control+z")
    expect(box(ada)).to_have_value(WORDS)


def writes(page: Page, words: str) -> None:
    box(page).fill(words)
    expect(page.locator(MARK).filter(has_text=SHAME)).to_have_count(1)


def marks(page: Page) -> list[dict]:  # type: ignore[type-arg]
    found: list[dict] = page.evaluate(WORDS_UNDER_MARKS)  # type: ignore[type-arg]
    return found


def are_right(page: Page, seen: int = 3) -> None:
    box(page).evaluate("box => box.scrollIntoView({ block: 'center', behavior: 'instant' })")
    in_sight = [one for one in marks(page) if one["isSeen"]]
    assert len(in_sight) == seen, marks(page)
    for one in in_sight:
        assert one["isInside"], one
        # Where a line from right to left begins with other letters, one place has two answers.
        assert one["under"] == one["words"] or one["words"] in RIGHT, one


def utf16(text: str, at: int) -> int:
    return len(text[:at].encode("utf-16-le")) // 2
