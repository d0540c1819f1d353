"""An open page, played over a real socket by the rules of static/js/live.js and live/line.js."""

import asyncio
import json
import random
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from tests.faults.checker import Read, marks_in
from tests.faults.wire import HOST, Site, Unanswered

ANSWER_WITHIN = 5.0
PING_EVERY = 15.0
FOR_GOOD = (4401, 4403)
SERVER_ENDS = (1001, 1012, 1013)
ARTICLE = re.compile(
    r'<article class="post[^>]*data-post="([^"]+)" data-seq="(\d+)" data-place="(\d*)"(.*?)</article>', re.DOTALL
)
SEQ = re.compile(r'<main[^>]*data-seq="(\d+)"')
OLDER = re.compile(r'href="\?before=(\d+)"')


@dataclass
class Shown:
    """A post on the page."""

    seq: int
    place: int
    marks: list[str]


class Again(Exception):
    """This connection is given up for a new one."""


class Reader:
    """`closed` is the code that ended it for good. Times are those of the running loop."""

    def __init__(
        self, site: Site, circle: dict[str, Any], session: str, name: str = "", number: int | None = None
    ) -> None:
        self.site, self.circle, self.session, self.name, self.number = site, circle, session, name, number
        self.seq = 0
        self.posts: dict[str, Shown] = {}
        self.first_seen: dict[str, float] = {}
        self.seqs: list[int] = []
        self.doubled: list[str] = []
        self.reloads = self.connections = 0
        self.closed: int | None = None
        self.closed_at = 0.0
        self.opened: list[float] = []
        self.codes: list[int] = []
        self.is_whole = asyncio.Event()
        self.pauses = True
        self._tries = 0
        self._clock = asyncio.get_running_loop().time
        self.task: asyncio.Task[None] | None = None

    def start(self) -> "Reader":
        self.task = asyncio.create_task(self._go_on())
        return self

    async def open_page(self) -> "Reader":
        """Begins where the page that is loaded now begins, as a browser does. Raises Unanswered."""
        answer = await self.site.get(f"/circles/{self.circle['id']}/", self.session, patience=60.0)
        found = SEQ.search(answer.body)
        if found is None:
            raise Unanswered(str(answer.status))
        self.seq = int(found[1])
        return self.start()

    async def stop(self) -> None:
        if self.task is not None:
            self.task.cancel()
            with suppress(asyncio.CancelledError):
                await self.task

    def read(self) -> Read:
        """For the checker."""
        page = [word for one in sorted(self.posts.values(), key=lambda one: one.place) for word in one.marks]
        return Read(self.name, self.number, page, self.seqs, self.doubled, list(self.first_seen))

    async def _go_on(self) -> None:
        while self.closed is None:
            code = await self._one_connection()
            self.is_whole.clear()
            self.codes.append(code)
            if code in FOR_GOOD:
                self.closed, self.closed_at = code, self._clock()
                return
            await asyncio.sleep(self._pause(code))

    def _pause(self, code: int) -> float:
        self._tries += 1
        if code in SERVER_ENDS and self._tries == 1 and self.pauses:
            return random.uniform(0.2, 6.0)
        most = min(1.6, 0.3 * 2**self._tries)
        return random.uniform(most / 2, most)

    async def _one_connection(self) -> int:
        """Its code; 0 when it never opened or was given up."""
        address = f"ws://{HOST}:{self.site.port}/live/{self.circle['id']}/?after={self.seq}"
        cookie = {"Cookie": f"sessionid={self.session}"}
        try:
            line = await connect(
                address, origin=self.site.origin, additional_headers=cookie, compression=None, proxy=None,
                open_timeout=ANSWER_WITHIN, ping_interval=None, close_timeout=0.5, max_queue=None,
            )  # fmt: skip
        except (OSError, TimeoutError, InvalidHandshake, InvalidMessage, EOFError):
            return 0
        self.connections += 1
        try:
            await self._listen(line)
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else 1006
        except Again:
            return 0
        finally:
            line.transport.abort()
        return 0

    async def _listen(self, line: ClientConnection) -> None:
        told: set[tuple[str, int]] = set()
        first = True
        while True:
            frame = await self._next(line, ANSWER_WITHIN if first else PING_EVERY)
            first = False
            await self._take(frame, told)

    async def _next(self, line: ClientConnection, patience: float) -> dict[str, Any]:
        try:
            async with asyncio.timeout(patience):
                return json.loads(await line.recv())  # type: ignore[no-any-return]
        except TimeoutError:
            if patience == ANSWER_WITHIN:
                raise Again from None
        await line.send('{"kind":"ping"}')
        return await self._next(line, ANSWER_WITHIN)

    async def _take(self, frame: dict[str, Any], told: set[tuple[str, int]]) -> None:
        kind = frame["kind"]
        if kind == "hello":
            self.seq = max(self.seq, frame["seq"])
            self._tries = 0
            self.opened.append(self._clock())
            self.is_whole.set()
        elif kind == "news":
            self._news(frame, told)
        elif kind == "reload":
            await self._reload()

    def _news(self, frame: dict[str, Any], told: set[tuple[str, int]]) -> None:
        for item in frame["items"]:
            self._note(marks_in(item["html"]))
            # Told twice on one connection: a page would not show it twice, and it is wrong all the same.
            if (item["id"], item["seq"]) in told:
                self.doubled.append(f"{item['id']} at {item['seq']}")
            told.add((item["id"], item["seq"]))
        if frame["to"] <= self.seq:
            return
        if frame["from"] > self.seq:
            raise Again
        for item in frame["items"]:
            if item["seq"] > self.seq:
                self.seqs.append(item["seq"])
                self.posts[item["id"]] = Shown(item["seq"], item["place"] or 0, marks_in(item["html"]))
        self.seq = frame["to"]

    def _note(self, marks: list[str]) -> None:
        for word in marks:
            self.first_seen.setdefault(word, self._clock())

    async def _reload(self) -> None:
        """The list anew, all of its pages: what was on the page before does not count any more."""
        self.reloads += 1
        try:
            self.posts, self.seq = await self._fetch()
        except Unanswered:
            raise Again from None

    async def _fetch(self) -> tuple[dict[str, Shown], int]:
        posts: dict[str, Shown] = {}
        seq, before = None, ""
        while True:
            answer = await self.site.get(f"/circles/{self.circle['id']}/{before}", self.session)
            if answer.status != 200:
                raise Unanswered(str(answer.status))
            # Read with the first page: what is newer comes by the socket.
            seq = int(SEQ.search(answer.body)[1]) if seq is None else seq  # type: ignore[index]
            for post, at, place, words in ARTICLE.findall(answer.body):
                posts.setdefault(post, Shown(int(at), int(place or 0), marks_in(words)))
            older = OLDER.search(answer.body)
            if older is None:
                break
            before = f"?before={older[1]}"
        self._note([word for one in posts.values() for word in one.marks])
        return posts, seq
