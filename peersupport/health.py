"""Is the process alive; can it serve? For proxies and orchestrators: one word, nothing about anybody."""

from collections.abc import Callable

from channels.layers import get_channel_layer
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when database, channel layer and migrations are there; else 503 naming what is not."""
    states = {name: _state(check) for name, check in _CHECKS.items()}
    status = 200 if all(state == "ok" for state in states.values()) else 503
    return JsonResponse(states, status=status)


def _state(check: Callable[[], None]) -> str:
    try:
        check()
    except Exception as error:
        return type(error).__name__
    return "ok"


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _layer() -> None:
    if settings.EMBEDDED:
        get_channel_layer()
        return
    from redis import Redis

    with Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1) as redis:
        redis.ping()


def _migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise MigrationsMissing


class MigrationsMissing(RuntimeError):
    """The database is older than the code: run `manage.py migrate`."""


_CHECKS = {"database": _database, "layer": _layer, "migrations": _migrations}
