"""What a browser does on the wire, without one: forms over HTTP, each on a connection of its own."""

import asyncio
import re
from dataclasses import dataclass
from urllib.parse import urlencode

HOST = "127.0.0.1"
TOKEN = "t" * 32  # for CSRF: cookie and header only have to agree
PATIENCE = 10.0


class Unanswered(Exception):
    """Nothing came back, or not all of it: the request may or may not have been carried out."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str
    seconds: float


@dataclass(frozen=True)
class Site:
    """How to get in: a port of loopback and the origin that the site's pages have."""

    port: int
    origin: str

    async def ask(self, method: str, path: str, session: str = "", patience: float = PATIENCE,
                  **fields: str) -> Answer:  # fmt: skip
        """Raises Unanswered after `patience` seconds, or when the connection ends too early."""
        began = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(patience):
                raw = await self._exchange(method, path, session, urlencode(fields).encode())
        except (OSError, TimeoutError) as error:
            raise Unanswered(type(error).__name__) from None
        return _answer(raw, asyncio.get_running_loop().time() - began)

    async def get(self, path: str, session: str = "", patience: float = PATIENCE) -> Answer:
        return await self.ask("GET", path, session, patience)

    async def post(self, path: str, session: str, patience: float = PATIENCE, **fields: str) -> Answer:
        return await self.ask("POST", path, session, patience, **fields)

    async def _exchange(self, method: str, path: str, session: str, body: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(HOST, self.port)
        try:
            writer.write(self._head(method, path, session, len(body)) + body)
            return await reader.read()
        finally:
            writer.transport.abort()

    def _head(self, method: str, path: str, session: str, length: int) -> bytes:
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self.origin.partition('//')[2]}",
            "Connection: close",
            f"Cookie: sessionid={session}; csrftoken={TOKEN}",
        ]
        if method == "POST":
            lines += [
                f"Origin: {self.origin}",
                f"X-CSRFToken: {TOKEN}",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {length}",
            ]
        return "\r\n".join([*lines, "", ""]).encode()


def _answer(raw: bytes, seconds: float) -> Answer:
    """Raises Unanswered for half an answer."""
    head, found, body = raw.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    status = re.match(r"HTTP/1\.1 (\d{3})", first)
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
    if not found or status is None or len(body) < int(headers.get("content-length", "0")):
        raise Unanswered("half an answer")
    return Answer(int(status[1]), headers, body.decode(errors="replace"), seconds)
