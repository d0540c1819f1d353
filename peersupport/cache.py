"""The cache of production: Redis while it answers, this process's memory while it does not."""

import functools
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError


def _or_memory(name: str) -> Callable[..., Any]:
    @functools.wraps(getattr(RedisCache, name))
    def ask(self: "RedisOrMemory", *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(super(RedisOrMemory, self), name)(*args, **kwargs)
        except RedisError:
            return getattr(self._memory, name)(*args, **kwargs)

    return ask


class RedisOrMemory(RedisCache):
    """Only counters of rate limits lie here, never words. Without Redis each process counts for itself."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {"socket_connect_timeout": 0.3, "socket_timeout": 0.3, **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})
        self._memory = LocMemCache("redis-is-away", params)

    add = _or_memory("add")
    get = _or_memory("get")
    set = _or_memory("set")
    touch = _or_memory("touch")
    delete = _or_memory("delete")
    incr = _or_memory("incr")
    has_key = _or_memory("has_key")
    get_many = _or_memory("get_many")
    set_many = _or_memory("set_many")
    delete_many = _or_memory("delete_many")
    clear = _or_memory("clear")
