"""The socket of a page in Chromium, held by the test: it says what the server would say, when the story needs it."""

import json
import re
from typing import Any

from playwright.sync_api import Page, WebSocketRoute, expect

LIVE = re.compile(r"/live/")


class Wire:
    """Take hold of it before the page is opened. `opened` are the numbers that the page came with (`?after=`)."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sockets: list[WebSocketRoute] = []
        self.heard: list[str] = []
        self.answers = True
        page.route_web_socket(LIVE, self._open)

    @property
    def opened(self) -> list[int]:
        return [int(socket.url.partition("after=")[2]) for socket in self.sockets]

    def _open(self, socket: WebSocketRoute) -> None:
        self.sockets.append(socket)
        socket.on_message(lambda message: self._hear(str(message)))
        if self.answers:
            socket.send(json.dumps({"kind": "hello", "seq": self.opened[-1]}))

    def _hear(self, message: str) -> None:
        self.heard.append(json.loads(message)["kind"])
        if self.answers:
            self.say("pong")

    def say(self, kind: str, **values: Any) -> None:
        self.sockets[-1].send(json.dumps({"kind": kind, **values}))

    def cut(self, code: int = 1012) -> None:
        """1012: the server is starting anew."""
        self.sockets[-1].close(code=code)

    def news(self, *items: dict[str, Any], since: int | None = None) -> None:
        """One frame; it follows what the page has, unless `since` says otherwise."""
        first = self.seq if since is None else since
        self.say("news", **{"from": first, "to": max(item["seq"] for item in items), "items": list(items)})

    @property
    def seq(self) -> int:
        """How far the page says it has got."""
        return int(self.page.locator("main").get_attribute("data-seq") or 0)

    def until_opened(self, times: int, seconds: int = 10) -> None:
        """Waits for so many sockets, the first one included."""
        for _ in range(seconds * 20):
            if len(self.sockets) >= times:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{len(self.sockets)} sockets, not {times}")


def reply_frame(share: str, seq: int, words: str, place: int | None = None, name: str = "Bo") -> dict[str, Any]:
    """A reply as it stands in a frame. Its id is made of its place: the same place is the same reply."""
    place = seq if place is None else place
    post = f"wire-{place}"
    html = (
        f'<article class="post is-reply" id="p-{post}" data-post="{post}" data-seq="{seq}" data-place="{place}" '
        f'data-in="{share}" aria-labelledby="p-{post}-name"><header class="post-head"><h3 class="post-name" '
        f'id="p-{post}-name"><bdi>{name}</bdi></h3></header><div class="post-words prose"><p>{words}</p></div>'
        f'<footer class="post-foot"><button class="support" form="acts" name="kind" value="hear" aria-pressed="false">'
        f'I hear you</button><button class="support" form="acts" name="kind" value="with" aria-pressed="false">'
        f"With you</button></footer></article>"
    )
    return {"id": post, "in": share, "seq": seq, "place": place, "html": html}


def is_connected(page: Page) -> None:
    expect(page.locator("[data-connection]")).to_be_hidden()
