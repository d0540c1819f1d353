"""Channels' pub/sub layer, with a shorter way in for what Redis pushes and a shorter way out for what is published.

channels_redis asks redis-py for each message: with a task, a timeout and a retry around the reading of a stream, which
costs four times what reading a socket does. A subscription has nothing to ask, so here the connection's bytes go
straight to hiredis; and what is published is written without waiting for the number of those who heard it. Connecting,
signing in and subscribing stay with redis-py; names and messages are the same, so a process with the layer as it comes
understands this one.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import hiredis
from channels_redis.pubsub import RedisPubSubChannelLayer, RedisSingleShardConnection

from peersupport.live import seldom

Message = Mapping[str, Any]
Take = Callable[[Message], None]

SECONDS_TO_RETURN = 2.0
SECONDS_BETWEEN_TRIES = 1.0
MOST_BYTES_WAITING = 1_000_000


class PubSubLayer(RedisPubSubChannelLayer):  # type: ignore[misc]
    """To be named in CHANNEL_LAYERS; takes what `RedisPubSubChannelLayer` takes."""

    def hand_over(self, channel: str, take: Take) -> None:
        """From now on, until the next flush, `take` is called with each message of `channel` the moment it comes.

        What `receive` would do with a queue and a task. Messages that came before are handed over now.
        """
        layer = self._get_layer()
        waiting, layer.channels[channel] = layer.channels[channel], Taker(self.deserialize, take)
        while not waiting.empty():
            layer.channels[channel].put_nowait(waiting.get_nowait())

    def _get_layer(self) -> Any:
        layer = super()._get_layer()
        if not isinstance(layer._shards[0], Shard):
            layer._shards = [Shard(shard.host, layer) for shard in layer._shards]
        return layer


class Taker:
    """Stands where the layer keeps the queue of a channel."""

    def __init__(self, deserialize: Callable[[bytes], Message], take: Take) -> None:
        self._deserialize = deserialize
        self._take = take

    def put_nowait(self, data: bytes) -> None:
        try:
            self._take(self._deserialize(data))
        except Exception as error:
            # Somebody else's message, or one of another version: no reason to lose the connection.
            seldom.warn("a message of the channel layer was not understood", error)


class Shard(RedisSingleShardConnection):  # type: ignore[misc]
    """One Redis: a subscription that is listened to, and redis-py's connections for everything else."""

    def __init__(self, host: Any, channel_layer: Any) -> None:
        super().__init__(host, channel_layer)
        self._pushes: Replies | None = None
        self._out: Replies | None = None
        self._outlet: Any = None  # redis-py's side of it
        self._lost = asyncio.Event()
        self._told: set[asyncio.Task[Any]] = set()

    async def publish(self, channel: str, message: bytes) -> None:
        """Returns when it is on its way. Raises ConnectionError when there is no way, or nothing goes on it."""
        out = self._out
        if out is None or out.transport.is_closing():
            out = await self._open_out()
        if out.transport.get_write_buffer_size() > MOST_BYTES_WAITING:
            raise ConnectionError("Redis takes nothing")
        out.transport.write(b"".join(self._outlet.pack_command("PUBLISH", channel, message)))

    async def _open_out(self) -> "Replies":
        async with self._lock:
            if self._out is not None and not self._out.transport.is_closing():
                return self._out
            self._ensure_redis()
            if self._outlet is None:
                self._outlet = await self._redis.connection_pool.get_connection()
            else:
                await self._outlet.disconnect()
                await self._outlet.connect()
            self._out = Replies(self._outlet._writer.transport, self._answered, lambda _: None)
            return self._out

    def _answered(self, reply: Any) -> None:
        if isinstance(reply, hiredis.ReplyError) and self._out is not None:
            seldom.warn("Redis refused what was published", reply)
            self._out.transport.close()

    async def subscribe(self, channel: str) -> None:
        await super().subscribe(channel)
        self._listen()

    async def flush(self) -> None:
        # First: a connection that is closed on purpose is not lost.
        self._pushes = self._out = self._outlet = None
        self._lost.clear()
        await super().flush()

    async def _do_receiving(self) -> None:
        """What super does in a loop comes by itself; here only a connection that was lost is opened again."""
        while True:
            await self._lost.wait()
            self._lost.clear()
            try:
                await self._return()
            except Exception as error:
                seldom.warn("the subscription is lost; trying again", error)
                await asyncio.sleep(SECONDS_BETWEEN_TRIES)
                self._lost.set()

    async def _return(self) -> None:
        async with asyncio.timeout(SECONDS_TO_RETURN), self._lock:
            await self._pubsub.connection.disconnect()
            await self._pubsub.connect()  # and so subscribes to all it was subscribed to
            self._listen()

    def _listen(self) -> None:
        """Takes over the connection of the subscription, unless it is ours already."""
        connection = self._pubsub.connection if self._pubsub is not None else None
        if connection is None or connection._writer is None:
            return
        transport = connection._writer.transport
        if self._pushes is not None and self._pushes.transport is transport:
            return
        self._pushes = Replies(transport, self._pushed, self._was_lost)
        # What redis-py's own reader has taken in since it subscribed.
        taken, connection._reader._buffer = bytes(connection._reader._buffer), bytearray()
        self._pushes.data_received(taken)

    def _pushed(self, push: Any) -> None:
        if not isinstance(push, list):
            return
        if push[0] == b"message":
            self._receive_message({"channel": push[1], "data": push[2]})
        else:
            # Rare: redis-py keeps account of what it is subscribed to.
            task = asyncio.ensure_future(self._pubsub.handle_message(push))
            self._told.add(task)
            task.add_done_callback(self._told.discard)

    def _was_lost(self, pushes: "Replies") -> None:
        if pushes is self._pushes:
            self._lost.set()


class Replies(asyncio.Protocol):
    """Takes over a connection that redis-py made: `take` gets each whole reply or push, `lost` hears of the end."""

    def __init__(
        self, transport: asyncio.Transport, take: Callable[[Any], None], lost: Callable[["Replies"], None]
    ) -> None:
        self.transport = transport
        self._take = take
        self._lost = lost
        self._reader = hiredis.Reader()
        # redis-py goes on writing through its own protocol, and must hear when to wait and when all is over.
        self._former: Any = transport.get_protocol()
        transport.set_protocol(self)

    def data_received(self, data: bytes) -> None:
        self._reader.feed(data)
        while (reply := self._reader.gets()) is not False:
            self._take(reply)

    def pause_writing(self) -> None:
        self._former.pause_writing()

    def resume_writing(self) -> None:
        self._former.resume_writing()

    def connection_lost(self, error: Exception | None) -> None:
        self._former.connection_lost(error)
        self._lost(self)
