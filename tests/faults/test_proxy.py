"""The proxy breaks what it is told to break, and nothing else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.faults.proxy import HOST, Proxy


@asynccontextmanager
async def echo() -> AsyncIterator[Proxy]:
    """A proxy before a server that says everything back; one port that nobody answers stands first."""

    async def say_back(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while words := await reader.read(100):
            writer.write(words)
        writer.close()

    server = await asyncio.start_server(say_back, HOST, 0)
    proxy = await Proxy([1, server.sockets[0].getsockname()[1]]).start()
    async with server:
        yield proxy
        await proxy.stop()


async def asked(line: tuple[asyncio.StreamReader, asyncio.StreamWriter], patience: float = 2.0) -> bytes:
    line[1].write(b"hello")
    async with asyncio.timeout(patience):
        return await line[0].read(100)


async def test_it_carries_both_ways_and_passes_by_a_server_that_is_away() -> None:
    async with echo() as proxy:
        line = await asyncio.open_connection(HOST, proxy.port)
        assert await asked(line) == b"hello"


async def test_a_cut_ends_every_connection_and_lets_nobody_in_until_it_is_healed() -> None:
    async with echo() as proxy:
        line = await asyncio.open_connection(HOST, proxy.port)
        assert await asked(line) == b"hello"
        proxy.cut()
        with pytest.raises(ConnectionError):
            assert await line[0].read(100) == b""
            raise ConnectionError
        with pytest.raises(ConnectionError):
            assert await asked(await asyncio.open_connection(HOST, proxy.port)) == b""
            raise ConnectionError
        proxy.heal()
        assert await asked(await asyncio.open_connection(HOST, proxy.port)) == b"hello"


async def test_what_stood_half_open_stays_deaf_and_only_new_connections_get_through() -> None:
    async with echo() as proxy:
        line = await asyncio.open_connection(HOST, proxy.port)
        assert await asked(line) == b"hello"
        proxy.stand_half_open()
        during = await asyncio.open_connection(HOST, proxy.port)
        proxy.heal()
        for deaf in (line, during):
            with pytest.raises(TimeoutError):
                await asked(deaf, patience=0.2)
        assert await asked(await asyncio.open_connection(HOST, proxy.port)) == b"hello"


async def test_a_delay_counts_each_way() -> None:
    async with echo() as proxy:
        line = await asyncio.open_connection(HOST, proxy.port)
        proxy.delay = 0.1
        began = asyncio.get_running_loop().time()
        assert await asked(line) == b"hello"
        assert asyncio.get_running_loop().time() - began >= 0.2
