"""How often one person may ask for something. Counted in Redis while it answers, in this process otherwise."""

from functools import cache
from typing import cast

from django.conf import settings
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

_item = cache(parse)


@cache
def _limiter() -> FixedWindowRateLimiter:
    return FixedWindowRateLimiter(_storage())


@cache
def _own_limiter() -> FixedWindowRateLimiter:
    return FixedWindowRateLimiter(MemoryStorage())


def _storage() -> Storage:
    if settings.EMBEDDED:
        return MemoryStorage()
    storage = storage_from_string(
        settings.REDIS_URL, wrap_exceptions=True, socket_timeout=0.3, socket_connect_timeout=0.3
    )
    return cast(Storage, storage)


def within(rate: str, *keys: str) -> bool:
    """Counts one more and says whether it is still within `rate` ("60/minute"). `keys` name what and who."""
    item: RateLimitItem = _item(rate)
    try:
        return _limiter().hit(item, *keys)
    except StorageError:
        return _own_limiter().hit(item, *keys)
