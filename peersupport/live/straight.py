"""The short way to a browser: a frame is put into bytes once, and the same bytes go into every connection.

By the ASGI way uvicorn builds a frame object for each browser anew, a third of what a delivery costs beside the system
call. Whatever is not as usual (another server, a full buffer, a connection that ends) is left to the ASGI way, which
waits or says why.
"""

import asyncio
from typing import Any, Protocol

from websockets.frames import Frame, Opcode
from websockets.protocol import State

Packed = dict[str, bytes]  # what was put into bytes already, for as long as one delivery takes


class Server(Protocol):
    """What is used here of uvicorn's WebSocketsSansIOProtocol."""

    conn: Any
    transport: asyncio.Transport
    writable: asyncio.Event
    close_sent: bool


def server_of(send: Any) -> Server | None:
    """The protocol object behind an ASGI `send`, once it accepted; None where there is no short way."""
    server = getattr(send, "__self__", None)
    if type(server).__name__ != "WebSocketsSansIOProtocol" or server is None:
        return None
    # Extensions (compression) keep a state between frames: their bytes are not everybody's.
    return server if server.conn.state is State.OPEN and not server.conn.extensions else None


def write(server: Server, frame: str, packed: Packed | None) -> bool:
    """Writes a text frame. False if it cannot be written at once."""
    transport = server.transport
    if server.close_sent or not server.writable.is_set() or server.conn.state is not State.OPEN:
        return False
    if transport.is_closing():
        return False
    ready = packed.get(frame) if packed is not None else None
    transport.write(_bytes(frame, packed) if ready is None else ready)
    return True


def _bytes(frame: str, packed: Packed | None) -> bytes:
    ready = Frame(Opcode.TEXT, frame.encode()).serialize(mask=False)
    if packed is not None:
        packed[frame] = ready
    return ready
