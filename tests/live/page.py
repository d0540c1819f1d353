"""An open page, as the server sees it: a socket with a cookie, and what arrived on it."""

import json
import time
from typing import Any

from django.conf import settings
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

Frame = dict[str, Any]


class Page:
    """`until` waits for a frame; everything that arrived is kept in `frames`."""

    def __init__(self, port: int, path: str, session: str = "", origin: str | None = "") -> None:
        origin = f"http://localhost:{port}" if origin == "" else origin
        cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"} if session else {}
        self.socket = connect(
            f"ws://127.0.0.1:{port}{path}",
            origin=origin,
            additional_headers=cookie,
            compression=None,
            legacy=True,  # type: ignore[arg-type]
        )
        self.frames: list[Frame] = []
        self.closed_with: int | None = None

    def __enter__(self) -> "Page":
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def read(self, seconds: float) -> Frame | None:
        """The next frame; None when nothing came in time or the socket was closed."""
        try:
            frame: Frame = json.loads(self.socket.recv(timeout=seconds))
        except TimeoutError:
            return None
        except ConnectionClosed as end:
            self.closed_with = end.rcvd.code if end.rcvd else 1006
            return None
        self.frames.append(frame)
        return frame

    def until(self, kind: str, seconds: float = 5.0, **values: Any) -> Frame:
        """Reads on to a frame of this kind with these values in it."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0 and self.closed_with is None:
            frame = self.read(left)
            if frame and frame["kind"] == kind and values.items() <= frame.items():
                return frame
        raise AssertionError(f"no {kind} {values}, but {self.frames} (closed: {self.closed_with})")

    def until_words(self, words: str, seconds: float = 5.0) -> Frame:
        """Reads on to news that carry these words."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            frame = self.until("news", left)
            if any(words in item["html"] for item in frame["items"]):
                return frame
        raise AssertionError(f"{words} did not come: {self.frames}")

    def until_closed(self, seconds: float = 5.0) -> int:
        """Reads on to the end of the socket; its code."""
        deadline = time.monotonic() + seconds
        while self.closed_with is None and (left := deadline - time.monotonic()) > 0:
            self.read(left)
        assert self.closed_with is not None, f"still open: {self.frames}"
        return self.closed_with

    def quiet(self, seconds: float = 0.5) -> None:
        """Nothing arrives, and the socket stays open."""
        frame = self.read(seconds)
        assert frame is None, frame
        assert self.closed_with is None, self.closed_with

    def say(self, text: str) -> None:
        self.socket.send(text)

    @property
    def items(self) -> list[dict[str, Any]]:
        """All posts that came in news, in the order they came."""
        return [item for frame in self.frames if frame["kind"] == "news" for item in frame["items"]]
