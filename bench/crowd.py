"""Many listening browsers in one process, as cheap as Python allows: a frame is counted, not read."""

import asyncio
import time

REQUEST = (
    "GET /{path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n{headers}"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


class Browser(asyncio.Protocol):
    """Counts the text frames it gets; `times` are the moments when they came."""

    def __init__(self, path: str, headers: str, crowd: "Crowd") -> None:
        self.path, self.headers, self.crowd = path, headers, crowd
        self.buffer = b""
        self.is_open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(REQUEST.format(path=self.path, headers=self.headers).encode())

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.is_open:
            head, found, self.buffer = self.buffer.partition(b"\r\n\r\n")
            self.buffer = self.buffer if found else head
            self.is_open = bool(found)
        while self.is_open and (frame := self._take()) is not None:
            self.crowd.heard(frame, self)

    def _take(self) -> bytes | None:
        """The next whole frame from the buffer. Pings are not answered: nobody stays that long."""
        if len(self.buffer) < 2:
            return None
        size, start = self.buffer[1] & 127, 2
        if size >= 126:
            width = 2 if size == 126 else 8
            size, start = int.from_bytes(self.buffer[2 : 2 + width], "big"), 2 + width
        if len(self.buffer) < start + size:
            return None
        frame, self.buffer = self.buffer[start : start + size], self.buffer[start + size :]
        return frame


class Crowd:
    """Opens sockets and counts what arrives on all of them."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.frames = 0
        self.hellos = 0
        self.times: list[float] = []
        self.browsers: list[Browser] = []

    def heard(self, frame: bytes, browser: Browser) -> None:
        if frame[:5] == b"hello" or b'"hello"' in frame[:20]:
            self.hellos += 1
        elif len(frame) > 100:
            self.frames += 1
            self.times.append(time.perf_counter())

    async def open(self, paths: list[str], headers: list[str] | None = None) -> None:
        """All of them, fifty at a time, until each was greeted."""
        loop = asyncio.get_running_loop()
        for start in range(0, len(paths), 50):
            some = range(start, min(start + 50, len(paths)))
            for at in some:
                browser = Browser(paths[at], headers[at] if headers else "", self)
                await loop.create_connection(lambda browser=browser: browser, "127.0.0.1", self.port)  # type: ignore[misc]
                self.browsers.append(browser)
            await self.until(lambda wanted=some[-1] + 1: self.hellos >= wanted)  # type: ignore[misc]

    async def until(self, true, seconds: float = 120.0) -> None:  # type: ignore[no-untyped-def]
        deadline = time.perf_counter() + seconds
        while not true():
            assert time.perf_counter() < deadline, f"{self.frames} frames, {self.hellos} hellos"
            await asyncio.sleep(0.02)

    def is_quiet(self) -> bool:
        """Nothing came for two seconds."""
        return bool(self.times) and time.perf_counter() - self.times[-1] > 2.0

    def close(self) -> None:
        for browser in self.browsers:
            browser.transport.abort()
