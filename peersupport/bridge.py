"""The pages, a WSGI application, inside the ASGI server: each request runs from beginning to end in one thread.

The body is read whole before a thread is taken and the answer is kept whole before it is sent, so a slow browser holds
no thread. Django's own ASGI handler hops between threads at every middleware: 2.5 ms of CPU more for each request.
"""

import asyncio
import io
import sys
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from peersupport.apology import apology
from peersupport.live import seldom

LARGEST_BODY = 256 * 1024
SECONDS_FOR_BODY = 10.0
SECONDS_TO_TAKE_ANSWER = 60.0
# A server that is handed a body for one of these breaks the connection.
WITHOUT_BODY = (204, 304)

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Gone(Exception):
    """The browser went away before it had sent everything."""


class Bridge:
    """An ASGI application for the scope type "http"."""

    def __init__(self, pages: Callable[..., Iterable[bytes]], threads: int) -> None:
        """`pages` is the WSGI application, `threads` how many requests run at the same time."""
        self._pages = pages
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="pages")

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        try:
            answer = await self._answer(scope, receive)
            async with asyncio.timeout(SECONDS_TO_TAKE_ANSWER):
                await _send(answer, scope, send)
        except (Gone, OSError):
            # Nobody is there any more, or somebody who does not read: a connection is not worth waiting for.
            return

    def close(self) -> None:
        """Takes no new request; those in a thread are finished."""
        self._threads.shutdown(wait=False)

    async def _answer(self, scope: dict[str, Any], receive: Receive) -> Answer:
        try:
            async with asyncio.timeout(SECONDS_FOR_BODY):
                body = await _whole_body(scope, receive)
        except TimeoutError:
            return _sorry(408, scope)
        if body is None:
            return _sorry(413, scope)
        environ = _environ(scope, body)
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, environ, scope)

    def _run(self, environ: dict[str, Any], scope: dict[str, Any]) -> Answer:
        """In a thread. Django opens and closes its database connections by the signals that it sends here itself."""
        try:
            return _call(self._pages, environ)
        except Exception as error:
            seldom.warn("a page failed outside of Django", error)
            return _sorry(500, scope)


def _call(pages: Callable[..., Iterable[bytes]], environ: dict[str, Any]) -> Answer:
    begun: list[tuple[str, list[tuple[str, str]]]] = []
    chunks = pages(environ, lambda status, headers, exc_info=None: begun.append((status, headers)))
    try:
        body = b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    status, headers = begun[-1]
    return Answer(int(status[:3]), [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in headers], body)


async def _whole_body(scope: dict[str, Any], receive: Receive) -> bytes | None:
    """None when there is more of it than we take. Raises Gone."""
    announced = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    if announced.isdigit() and int(announced[:20]) > LARGEST_BODY:
        return None
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _environ(scope: dict[str, Any], body: bytes) -> dict[str, Any]:
    """The request as PEP 3333 wants it. The address is that of the connection: proxies are read in Django alone."""
    server = scope.get("server") or ("localhost", 80)
    return {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope.get("raw_path") or quote(scope["path"])).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": str(server[0]),
        "SERVER_PORT": str(server[1] or ""),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **_headers(scope["headers"]),
        "CONTENT_LENGTH": str(len(body)),
    }


def _headers(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    environ: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        if "_" in name:
            # X_Forwarded_For would become the same key as X-Forwarded-For, past the proxy that sets the latter.
            continue
        key = "CONTENT_TYPE" if name == "content-type" else f"HTTP_{name.upper().replace('-', '_')}"
        between = "; " if name == "cookie" else ","
        environ[key] = f"{environ[key]}{between}{value}" if key in environ else value
    return environ


async def _send(answer: Answer, scope: dict[str, Any], send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    body = b"" if scope["method"] == "HEAD" or answer.status in WITHOUT_BODY else answer.body
    await send({"type": "http.response.body", "body": body})


def _sorry(status: int, scope: dict[str, Any]) -> Answer:
    headers, body = apology(status, scope["headers"])
    if status in (408, 413):
        headers.append((b"connection", b"close"))
    return Answer(status, headers, body)
