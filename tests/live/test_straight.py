"""The short way writes what uvicorn itself would write, and only where uvicorn would write it at once."""

from typing import Any

import pytest
from uvicorn import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.protocol import State

from peersupport.live import straight

FRAMES = ["{}", "ünïcödé 🕯", "x" * 125, "x" * 126, "ж" * 40_000]


class Transport:
    """Keeps what is written."""

    def __init__(self) -> None:
        self.written = b""
        self.closing = False

    def write(self, data: bytes) -> None:
        self.written += data

    def is_closing(self) -> bool:
        return self.closing


async def _nothing(scope: Any, receive: Any, send: Any) -> None:
    return None


@pytest.fixture
async def server() -> Any:
    """uvicorn's protocol object, as it is once a browser was accepted."""
    made: Any = WebSocketsSansIOProtocol(Config(_nothing, ws="websockets-sansio"), ServerState(), {})
    made.transport = Transport()
    made.conn.state = State.OPEN
    made.handshake_complete = True
    return made


@pytest.mark.asyncio
@pytest.mark.parametrize("frame", FRAMES)
async def test_the_same_bytes_as_by_the_asgi_way(server: Any, frame: str) -> None:
    await server.send({"type": "websocket.send", "text": frame})
    usual, server.transport.written = server.transport.written, b""
    short = straight.server_of(server.send)
    assert short is server
    assert straight.write(short, frame, None)
    assert server.transport.written == usual


@pytest.mark.asyncio
async def test_it_is_put_into_bytes_once_for_all(server: Any) -> None:
    packed: straight.Packed = {}
    assert straight.write(server, "frame", packed)
    (once,) = packed.values()
    packed["frame"] = once + once
    assert straight.write(server, "frame", packed)
    assert server.transport.written == once * 3


@pytest.mark.asyncio
@pytest.mark.parametrize("how", ["full", "close sent", "closing", "closed"])
async def test_what_cannot_be_written_at_once_is_left_to_uvicorn(server: Any, how: str) -> None:
    match how:
        case "full":
            server.pause_writing()
        case "close sent":
            server.close_sent = True
        case "closing":
            server.transport.closing = True
        case "closed":
            server.conn.state = State.CLOSED
    assert not straight.write(server, "frame", None)
    assert server.transport.written == b""


@pytest.mark.asyncio
async def test_compression_and_other_servers_have_no_short_way(server: Any) -> None:
    server.conn.extensions = ["deflate"]
    assert straight.server_of(server.send) is None
    assert straight.server_of(_nothing) is None
    assert straight.server_of(Transport().write) is None
