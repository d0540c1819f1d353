"""The bridge between the ASGI server and the pages: bodies, answers, threads, and browsers that misbehave."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from peersupport import apology, bridge
from peersupport.bridge import LARGEST_BODY, Bridge

Pages = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Answer:
    """What the server was told to send."""

    def __init__(self, messages: list[dict[str, Any]]) -> None:
        self.messages = messages
        self.status = messages[0]["status"] if messages else None
        self.headers = dict(messages[0]["headers"]) if messages else {}
        self.body = b"".join(message["body"] for message in messages[1:])


def ask(pages: Pages, *chunks: bytes, stop: str = "", **scope: Any) -> Answer:
    """One request whose body comes in `chunks`; `stop`: "stands still" or "goes away" instead of the last one."""
    return asyncio.run(_ask(pages, chunks, stop, scope))


async def _ask(pages: Pages, chunks: tuple[bytes, ...], stop: str, changes: dict[str, Any]) -> Answer:
    scope = {
        "type": "http", "method": "POST", "path": "/", "raw_path": b"/", "query_string": b"", "http_version": "1.1",
        "headers": [], "client": ("192.0.2.7", 5), "server": ("localhost", 80), "scheme": "http", **changes,
    }  # fmt: skip
    waiting = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if waiting:
            return waiting.pop(0)
        if stop == "stands still":
            await asyncio.sleep(60)
        return {"type": "http.disconnect"} if stop else {"type": "http.request", "body": b""}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    app = Bridge(pages, threads=1)
    await app(scope, receive, send)
    app.close()
    return Answer(sent)


def echo(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    start("200 OK", [("X-Length", environ["CONTENT_LENGTH"])])
    return [environ["wsgi.input"].read()]


def tell(*names: str) -> Pages:
    """A page that prints these values of its environment."""

    def page(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        start("200 OK", [])
        return ["|".join(str(environ.get(name)) for name in names).encode("latin-1")]

    return page


def test_a_body_in_pieces_arrives_whole() -> None:
    answer = ask(echo, b"one ", b"two ", b"three")
    assert (answer.status, answer.body, answer.headers[b"x-length"]) == (200, b"one two three", b"13")


def test_the_largest_body_passes_and_one_more_byte_does_not() -> None:
    assert ask(echo, b"x" * LARGEST_BODY).status == 200
    assert ask(echo, b"x" * LARGEST_BODY, b"x").status == 413


def test_a_body_that_is_announced_as_too_large_is_not_even_read() -> None:
    answer = ask(echo, stop="stands still", headers=[(b"content-length", b"9" * 40)])
    assert answer.status == 413
    assert b"more than one share can carry" in answer.body


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ([], b'<html lang="en"'),
        ([(b"accept-language", b"es-MX,es;q=0.9")], b'<html lang="es"'),
        ([(b"cookie", b"a=1; django_language=es"), (b"accept-language", b"en")], b'<html lang="es"'),
        ([(b"accept-language", b"\xff\xfe,,;q=x")], b'<html lang="en"'),
    ],
)
def test_an_answer_before_django_is_a_page_in_the_readers_language(headers, words) -> None:
    answer = ask(echo, headers=[(b"content-length", b"9" * 40), *headers])
    assert answer.headers[b"content-type"] == b"text/html; charset=utf-8"
    assert b"default-src 'none'" in answer.headers[b"content-security-policy"]
    assert words in answer.body and b'href="/help-now/"' in answer.body


def test_where_no_page_can_be_made_a_plain_line_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bytes:
        raise OSError

    monkeypatch.setattr(apology, "_page", broken)
    answer = ask(echo, b"x" * LARGEST_BODY, b"x")
    assert answer.status == 413
    assert b"Please send less" in answer.body


def test_a_body_that_does_not_come_holds_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "SECONDS_FOR_BODY", 0.05)
    answer = ask(_never, b"begun", stop="stands still")
    assert answer.status == 408
    assert answer.headers[b"connection"] == b"close"


def test_a_browser_that_goes_away_before_the_end_is_no_request() -> None:
    assert ask(_never, b"begun", stop="goes away").messages == []


def _never(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    raise AssertionError("a thread was taken")


def test_head_sends_the_length_and_not_the_body() -> None:
    def page(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        start("200 OK", [("Content-Length", "5")])
        return [b"words"]

    answer = ask(page, method="HEAD")
    assert (answer.headers[b"content-length"], answer.body) == (b"5", b"")


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified"])
def test_an_answer_that_has_no_body_is_sent_none(status: str) -> None:
    def page(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        start(status, [])
        return [b"what a middleware made of nothing"]

    assert ask(page).body == b""


def test_the_answer_is_closed_even_when_it_breaks() -> None:
    closed = threading.Event()

    class Broken:
        def __iter__(self) -> Iterator[bytes]:
            yield b"half an answer"
            raise ValueError

        def close(self) -> None:
            closed.set()

    def page(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [])
        return Broken()

    answer = ask(page)
    assert answer.status == 500
    assert b"half" not in answer.body
    assert closed.is_set()


def test_the_address_is_that_of_the_connection_whatever_the_headers_say() -> None:
    headers = [(b"x-forwarded-for", b"1.2.3.4"), (b"x_forwarded_for", b"5.6.7.8")]
    answer = ask(tell("REMOTE_ADDR", "HTTP_X_FORWARDED_FOR"), headers=headers)
    assert answer.body == b"192.0.2.7|1.2.3.4"


def test_headers_that_come_twice_are_joined_as_their_kind_is() -> None:
    headers = [(b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"accept", b"x"), (b"accept", b"y")]
    assert ask(tell("HTTP_COOKIE", "HTTP_ACCEPT"), headers=headers).body == b"a=1; b=2|x,y"


def test_a_path_keeps_its_bytes() -> None:
    answer = ask(tell("PATH_INFO"), path="/\N{LATIN SMALL LETTER E WITH ACUTE}/", raw_path=b"/%C3%A9/")
    assert answer.body == b"/\xc3\xa9/"


def test_a_browser_that_does_not_take_its_answer_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "SECONDS_TO_TAKE_ANSWER", 0.05)

    async def story() -> None:
        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b""}

        async def send(message: dict[str, Any]) -> None:
            await asyncio.sleep(60)

        app = Bridge(echo, threads=1)
        scope = {"method": "GET", "path": "/", "query_string": b"", "http_version": "1.1", "headers": []}
        await asyncio.wait_for(app(scope, receive, send), 5)

    asyncio.run(story())
