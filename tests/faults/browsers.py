"""R5 and R9: a real Chromium behind the proxy. The network goes and comes back; everything missed is there, once, in order."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright, expect

from tests import services
from tests.faults.checker import Read, Tally, marks_in, tally
from tests.faults.house import House
from tests.faults.wire import Site
from tests.faults.writer import Told, Writer

LONGEST_MS = 40_000
WORDS_ON_PAGE = "[...document.querySelectorAll('article.post .post-words')].map((one) => one.innerText)"
CONNECTION = "[data-connection]"


@dataclass
class Cut:
    """`whole_after`: seconds from the network's return until the page showed everything; `said` what it told meanwhile."""

    name: str
    tally: Tally
    whole_after: float
    said: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.tally}; whole {self.whole_after:.2f} s after the network was back; it said {self.said}"
        )


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Raises services.Missing."""
    args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=services.chromium(), args=args)
        yield browser
        await browser.close()


async def open_page(browser: Browser, house: House, session: str, path: str) -> Page:
    """Somebody who is signed in, at this path of the house."""
    context = await browser.new_context(base_url=house.site.origin)
    await context.add_cookies([{"name": "sessionid", "value": session, "url": house.site.origin}])
    page = await context.new_page()
    await page.goto(path)
    return page


class Screen:
    """One seat of circle 0 looks at its page; another writes past the proxy."""

    def __init__(self, house: House, page: Page) -> None:
        self.house, self.page, self.told, self.number = house, page, Told(), 0
        web = Site(house.webs[0].port, house.site.origin)
        self.hand = Writer(web, house.circles[0], 0, 0, self.told)

    async def write(self, posts: int) -> None:
        for _ in range(posts):
            await self.hand.write_one(self.number)
            self.number += 1

    async def until_whole(self) -> None:
        """The last word that was acknowledged is on the page."""
        last = self.told.acknowledged[-1]
        await expect(self.page.locator("article.post").filter(has_text=last)).to_be_visible(timeout=LONGEST_MS)

    async def shown(self) -> list[str]:
        """The marks on the page, oldest first."""
        words = await self.page.evaluate(WORDS_ON_PAGE)
        return [word for one in reversed(words) for word in marks_in(one)]

    async def said(self) -> str:
        line = self.page.locator(CONNECTION)
        return await line.inner_text() if await line.is_visible() else ""

    async def away(self, name: str, seconds: float, go: Callable[[], None], back: Callable[[], Awaitable[None]]) -> Cut:
        """The network goes, ten posts are written somewhere else, the network is back."""
        await self.write(1)
        await self.until_whole()
        go()
        began = asyncio.get_running_loop().time()
        await self.write(10)
        await asyncio.sleep(max(0.0, seconds - 1.0 - (asyncio.get_running_loop().time() - began)))
        said = [] if name == "sleep" else [await self.said()]
        await asyncio.sleep(1.0)
        await back()
        healed = asyncio.get_running_loop().time()
        await self.until_whole()
        whole_after = asyncio.get_running_loop().time() - healed
        said.append(await self.said())
        page = Read("the screen", 0, await self.shown())
        return Cut(name, tally(self.told.acknowledged, {0: self.told.acknowledged}, [page]), whole_after, said)


@asynccontextmanager
async def screen(house: House) -> AsyncIterator[Screen]:
    async with chromium() as browser:
        path = f"/circles/{house.circles[0]['id']}/"
        made = Screen(house, await open_page(browser, house, house.circles[0]["seats"][1]["session"], path))
        await made.write(1)
        await made.until_whole()
        yield made


async def cut(on: Screen, seconds: float) -> Cut:
    """Connections are refused for so long."""

    async def heal() -> None:
        on.house.front.heal()

    return await on.away(f"cut of {seconds:g} s", seconds, on.house.front.cut, heal)


async def tunnel(on: Screen, seconds: float) -> Cut:
    """Nothing comes through for so long and nobody is told; then the browser notices that it is online again."""

    async def heal() -> None:
        on.house.front.heal()
        await on.page.evaluate("dispatchEvent(new Event('online'))")

    return await on.away(f"tunnel of {seconds:g} s", seconds, on.house.front.stand_half_open, heal)


async def sleep(on: Screen, seconds: float) -> Cut:
    """The lid is closed: every process of the browser stands still, and the network forgets its connections."""
    pids = browser_pids()
    assert pids

    def close_lid() -> None:
        on.house.front.stand_half_open()
        _signal(pids, signal.SIGSTOP)

    async def open_lid() -> None:
        on.house.front.heal()
        _signal(pids, signal.SIGCONT)

    return await on.away("sleep", seconds, close_lid, open_lid)


def _signal(pids: list[int], number: int) -> None:
    for pid in pids:
        os.kill(pid, number)


def browser_pids() -> list[int]:
    """The processes of our own Chromium: descendants of this one, and nobody else's."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = status.read_text().partition("(")[2].rpartition(")")
        except OSError:
            continue
        parents[int(status.parent.name)] = (int(rest.split()[1]), name)
    return [pid for pid, (_, name) in parents.items() if "chrom" in name and _descends(pid, parents)]


def _descends(pid: int, parents: dict[int, tuple[int, str]]) -> bool:
    while pid in parents and pid != os.getpid():
        pid = parents[pid][0]
    return pid == os.getpid()


# Real connections of static/js/live/line.js; each notes when it was first lost and when it was open again.
OPEN_LINES = """async (count) => {
  const { Line } = await import("/static/js/live/line.js");
  window.lines = Array.from({ length: count }, () => ({ lost: 0, open: 0 }));
  for (const line of window.lines) {
    const state = (name) => (name === "lost" ? (line.lost ||= Date.now()) : (line.open = Date.now()));
    new Line("/live/me/", { after: () => 0, frame: () => {}, state }).open();
  }
}"""
ALL_OPEN = "window.lines.every((line) => line.open > line.lost)"
LOST = "window.lines.filter((line) => line.lost)"
FORGET = "window.lines.forEach((line) => (line.lost = 0))"


async def until(page: Page, true: str) -> None:
    """Asked from outside: the page's own policy forbids Playwright's way to wait for a string of JavaScript."""
    async with asyncio.timeout(LONGEST_MS / 1000):
        while not await page.evaluate(true):
            await asyncio.sleep(0.05)


async def come_back(house: House, people: int, each: int) -> list[float]:
    """One of the web processes ends under `people` x `each` connections: seconds from its end to each return."""
    async with chromium() as browser:
        seats = house.circles[0]["seats"][:people]
        pages = [await open_page(browser, house, seat["session"], "/me/") for seat in seats]
        for page in pages:
            await page.evaluate(OPEN_LINES, each)
            await until(page, ALL_OPEN)
            await page.evaluate(FORGET)
        house.webs[0].child.terminate()
        await asyncio.to_thread(house.webs[0].child.wait)
        await asyncio.sleep(1.0)
        for page in pages:
            await until(page, ALL_OPEN)
        lines = [line for page in pages for line in await page.evaluate(LOST)]
        await asyncio.to_thread(house.webs[0].start)
        first = min(line["lost"] for line in lines)
        return sorted((line["open"] - first) / 1000 for line in lines)
