"""A TCP proxy that breaks on demand: it delays, it cuts, it stands half-open. It runs in the loop that starts it."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

HOST = "127.0.0.1"
CHUNK = 64 * 1024


class Proxy:
    """Every connection goes to the next of `ports` that takes it, as a load balancer does.

    `delay` is in seconds, each way. While `is_cut` nobody comes in. What stood half-open once stays so for ever, as
    behind a router that forgot it; only new connections get through afterwards.
    """

    def __init__(self, ports: Sequence[int]) -> None:
        self.ports = list(ports)
        self.delay = 0.0
        self.is_cut = False
        self.port = 0
        self.taken = 0
        self._half_open = False
        self._turn = 0
        self._lines: set[Line] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> "Proxy":
        self._server = await asyncio.start_server(self._take, HOST, 0, limit=CHUNK)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def stop(self) -> None:
        self._server.close()
        self.drop()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def cut(self) -> None:
        """Every connection ends at once, and nobody comes in until `heal`."""
        self.is_cut = True
        self.drop()

    def drop(self) -> None:
        """Every connection ends at once; new ones are welcome."""
        for line in list(self._lines):
            line.abort()

    def stand_half_open(self) -> None:
        """Connections stay, and nothing comes through any more; new ones are taken and heard by nobody."""
        self._half_open = True
        for line in self._lines:
            line.is_deaf = True

    def heal(self) -> None:
        self.is_cut = self._half_open = False
        self.delay = 0.0

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._carry(reader, writer)
        except asyncio.CancelledError:
            return  # asyncio's own callback would print each of them
        finally:
            self._tasks.discard(task)
            writer.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.is_cut:
            return
        self.taken += 1
        line = Line(self, writer)
        self._lines.add(line)
        try:
            if self._half_open:
                line.is_deaf = True
                await line.ended.wait()
                return
            far_reader, line.far = await self._reach()
            await line.both_ways(reader, far_reader)
        except OSError:
            return
        finally:
            self._lines.discard(line)
            line.abort()

    async def _reach(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """The next server that takes a connection. Raises OSError when there is none."""
        for _ in range(len(self.ports)):
            port = self.ports[self._turn % len(self.ports)]
            self._turn += 1
            with suppress(OSError):
                return await asyncio.open_connection(HOST, port, limit=CHUNK)
        raise ConnectionRefusedError


class Line:
    """One connection through the proxy."""

    def __init__(self, proxy: Proxy, near: asyncio.StreamWriter) -> None:
        self.proxy = proxy
        self.near = near
        self.far: asyncio.StreamWriter | None = None
        self.is_deaf = False
        self.ended = asyncio.Event()

    async def both_ways(self, near: asyncio.StreamReader, far: asyncio.StreamReader) -> None:
        """Returns when either end is gone."""
        assert self.far is not None
        ways = [asyncio.create_task(self._pump(near, self.far)), asyncio.create_task(self._pump(far, self.near))]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            # The answer to what was sent last may still be on its way.
            await asyncio.wait(ways, timeout=0.2)
        finally:
            for way in ways:
                way.cancel()

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while chunk := await source.read(CHUNK):
                if self.proxy.delay:
                    await asyncio.sleep(self.proxy.delay)
                if self.is_deaf:
                    await self.ended.wait()
                    return
                sink.write(chunk)
                await sink.drain()
        if self.is_deaf:
            await self.ended.wait()

    def abort(self) -> None:
        self.ended.set()
        for writer in (self.near, self.far):
            if writer is not None:
                writer.transport.abort()
