"""The front door of the site: pages go over the bridge, sockets through the origin check to the hub."""
# ruff: noqa: E402  (nothing of the apps can be imported before they are loaded)

import gc
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peersupport.settings")

from django.core.wsgi import get_wsgi_application

pages = get_wsgi_application()

from channels.routing import URLRouter
from django.conf import settings
from django.urls import path, re_path

from circles.consumers import CircleConsumer
from moderation.guidelines import languages, load_book
from peersupport.bridge import Bridge, Receive, Send
from peersupport.live.consumer import DeskConsumer, PersonConsumer
from peersupport.live.door import Scope, is_same_origin, site_origins
from peersupport.live.hub import Hub

# How often each web process looks at the database itself. When a bell is lost, open pages are never more than
# 2 seconds behind (embedded) or 10 (production), reading included.
SECONDS_BETWEEN_LOOKS = float(os.environ.get("LIVE_LOOK_SECONDS") or (1.5 if settings.EMBEDDED else 8.0))


async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
    """Closed before it is open: the browser gets a 403, whatever it was that it wanted."""
    await send({"type": "websocket.close"})


# Now, not under the first person who writes: a rulebook that cannot be compiled stops the start.
for language in languages():
    load_book(language)

bridge = Bridge(pages, settings.WEB_THREADS)
origins = site_origins()
sockets = URLRouter(
    [
        path("live/me/", PersonConsumer.as_asgi()),
        path("live/desk/", DeskConsumer.as_asgi()),
        path("live/<slug:circle>/", CircleConsumer.as_asgi()),
        re_path(r"", refuse),  # type: ignore[arg-type]  # a consumer, like the others
    ]
)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI application."""
    match scope["type"]:
        case "http":
            await bridge(scope, receive, send)
        case "websocket" if is_same_origin(scope, origins):
            await sockets(scope, receive, send)
        case "websocket":
            await refuse(scope, receive, send)
        case "lifespan":
            await live_through(receive, send)


def settle() -> None:
    """Whatever is loaded by now stays. Walking through it for garbage took 120 ms each time, and all readers waited."""
    gc.collect()
    gc.freeze()


async def live_through(receive: Receive, send: Send) -> None:
    """The hub lives as long as the web process does."""
    await receive()
    hub = Hub(seconds_between_looks=SECONDS_BETWEEN_LOOKS)
    await hub.start()
    settle()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await hub.stop()
    bridge.close()
    await send({"type": "lifespan.shutdown.complete"})
