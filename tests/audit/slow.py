"""The first view of a circle over 2G: a throttled Chromium without a cache, and how long until words are on the screen."""

from dataclasses import dataclass
from statistics import median

from tests.audit.visitors import Visitors

KBIT_PER_SECOND, MILLISECONDS = 250, 300
TURNS = 3
NETWORK = {
    "offline": False,
    "latency": MILLISECONDS,
    "downloadThroughput": KBIT_PER_SECOND * 1000 / 8,
    "uploadThroughput": KBIT_PER_SECOND * 1000 / 8,
}
SEEN = """() => new Promise(resolve => new PerformanceObserver(list =>
  resolve({largest: list.getEntries().at(-1).startTime,
           first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0}))
  .observe({type: "largest-contentful-paint", buffered: true}))"""


@dataclass(frozen=True)
class FirstView:
    """Seconds, medians of TURNS: the first words, and the largest block of words."""

    page: str
    first: float
    largest: float


def first_view(visitors: Visitors, path: str, who: str, name: str) -> FirstView:
    turns = [_turn(visitors, path, who) for _ in range(TURNS)]
    return FirstView(name, *(round(median(turn[key] for turn in turns) / 1000, 2) for key in ("first", "largest")))


def _turn(visitors: Visitors, path: str, who: str) -> dict[str, float]:
    with visitors.come(who) as (page, _):
        chromium = page.context.new_cdp_session(page)
        chromium.send("Network.enable")
        chromium.send("Network.emulateNetworkConditions", NETWORK)
        page.goto(path, wait_until="load")
        seen: dict[str, float] = page.evaluate(SEEN)
        return seen
