"""What is measured on one open page, without loading it again: axe in four shapes, sideways scroll, words."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.audit.reading import grade
from tests.audit.traffic import Traffic
from tests.screenshots import SIZES, THEMES

NARROW = 320
BODY_TEXT_AAA = "color-contrast-enhanced"
# Target size is WCAG 2.2 AA and off by default. Without `preload`, which builds style elements that our policy forbids.
AXE = {
    "resultTypes": ["violations"],
    "preload": False,
    "rules": {"target-size": {"enabled": True}, BODY_TEXT_AAA: {"enabled": True}},
}
RUN_AXE = "options => axe.run(options).then(found => found.violations)"
WIDTH = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TEXT_SIZE = "size => { document.documentElement.style.fontSize = size }"
# Sentences we wrote: what members wrote, names and code are left out.
OUR_WORDS = """within => [...document.querySelectorAll(within)].flatMap(root =>
  [root, ...root.querySelectorAll("*")].filter(one => one.matches("p, li, dd, h1, h2, h3, legend, summary"))
    .filter(one => one.checkVisibility() && !one.closest(".prose, blockquote, template, .help-line, .visually-hidden"))
    .filter(one => !one.querySelector("p, li, dd"))
    .map(one => { const copy = one.cloneNode(true); copy.querySelectorAll("bdi, code, q, time").forEach(x => x.textContent = "Ada");
                  return copy.textContent.replace(/\\s+/g, " ").trim(); })
    .filter(words => words.split(" ").length > 3))"""
EDGELESS = """() => [...document.querySelectorAll(".button:not(.is-text), .input, .quick-exit")]
  .filter(one => one.checkVisibility() && parseFloat(getComputedStyle(one).borderTopWidth) === 0)
  .map(one => one.outerHTML.slice(0, 80))"""
CALM = ".post-state, .care, .guidance-item.is-hold, .guidance-item.is-care"


@dataclass
class Sight:
    """One page. `axe` and `aaa` are lines "rule: where" (rule, size and theme), `kib` is compressed."""

    name: str
    who: str
    axe: list[str] = field(default_factory=list)
    aaa: list[str] = field(default_factory=list)
    kib: float = 0.0
    gzipped_here: int = 0
    requests: int = 0
    third_parties: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    grade: float | None = None
    calm_grade: float | None = None
    calm_words: list[str] = field(default_factory=list)
    sideways: list[str] = field(default_factory=list)


def look(page: Page, traffic: Traffic, name: str, who: str, pictures: Path | None = None) -> Sight:
    """Everything about the page that is open now; with `pictures`, what it looks like goes into that folder."""
    page.wait_for_load_state("load")
    page.wait_for_timeout(150)  # scripts that write into the page as it opens
    sight = Sight(name, who)
    weight, sight.gzipped_here = traffic.weight()
    sight.kib = round(weight / 1024, 1)
    sight.requests, sight.third_parties = len(traffic.requests), traffic.third_parties
    sight.grade = grade(page.evaluate(OUR_WORDS, "main, aside"))
    sight.calm_words = page.evaluate(OUR_WORDS, CALM)
    sight.calm_grade = grade(sight.calm_words)
    _everybody(page, sight, pictures)
    _forced_colours(page, sight, pictures)
    sight.sideways = _sideways(page)
    sight.console = list(traffic.troubles)
    return sight


def _everybody(page: Page, sight: Sight, pictures: Path | None) -> None:
    page.evaluate(Axe().axe_script)
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo(0, 0)")  # the header that stays at the top would cover what lies below it
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            _take(page, pictures, f"{sight.name}-{size}-{theme}")
            for found in page.evaluate(RUN_AXE, AXE):
                where = "; ".join(node["target"][0] for node in found["nodes"][:3])
                lines = sight.aaa if found["id"] == BODY_TEXT_AAA else sight.axe
                lines.append(f"{found['id']} ({size}, {theme}): {where}")


def _forced_colours(page: Page, sight: Sight, pictures: Path | None) -> None:
    """Windows' high contrast and its kin: the colours are the system's own, so their contrast is not ours to measure;
    what one presses must still have an edge."""
    width, height = SIZES["phone"]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(forced_colors="active")
    for found in page.evaluate(RUN_AXE, AXE):
        if not found["id"].startswith("color-contrast"):
            where = "; ".join(node["target"][0] for node in found["nodes"][:3])
            sight.axe.append(f"{found['id']} (phone, forced colours): {where}")
    _take(page, pictures, f"{sight.name}-forced")
    edgeless = page.evaluate(EDGELESS)
    sight.axe += [f"a button without an edge (phone, forced colours): {words}" for words in edgeless]
    page.emulate_media(forced_colors="none")


def _take(page: Page, into: Path | None, name: str) -> None:
    if into is not None:
        into.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=into / f"{re.sub('[^a-z0-9]+', '-', name.lower())}.png", full_page=True)


def _sideways(page: Page) -> list[str]:
    """Where the page is wider than its window: at 320 px, and with the text twice as large."""
    found = []
    for words, width, size in (("320 px", NARROW, ""), *((f"200 % at {w} px", w, "200%") for w, _ in SIZES.values())):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(TEXT_SIZE, size)
        if (too_wide := page.evaluate(WIDTH)) > 0:
            found.append(f"{words}: {too_wide} px too wide")
    page.evaluate(TEXT_SIZE, "")
    return found
