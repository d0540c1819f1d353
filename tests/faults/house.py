"""The house that is going to be shaken: web processes, PostgreSQL and Redis of its own, a proxy before each.

Processes run by the words of `make run` and of the Dockerfile; only what stands between them is ours.
"""

import asyncio
import json
import os
import secrets
import subprocess
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from peersupport.start import run
from peersupport.start.packages import PYTHON, ROOT
from tests import services
from tests.faults.proxy import Proxy
from tests.faults.wire import Site
from tests.services import HOST, Account, Service, free_port

WEB = run.WEB[1:]
Disk = Callable[[Path], AbstractContextManager[None]]


@dataclass
class House:
    """`front` is the door for browsers. In the embedded mode there is neither `database` nor `redis`."""

    folder: Path
    front: Proxy
    site: Site
    cast: dict[str, Any]
    around: Mapping[str, str]
    webs: list[Service] = field(default_factory=list)
    database: Service | None = None
    redis: Service | None = None
    to_database: Proxy | None = None
    to_redis: Proxy | None = None

    def part(self, first: int, last: int) -> "House":
        """The same house, with only these of its circles: for one scenario among others."""
        return replace(self, cast={**self.cast, "circles": self.circles[first:last]})

    @property
    def disk(self) -> Path:
        """Where the embedded mode keeps its database."""
        return self.folder / "disk"

    @property
    def circles(self) -> list[dict[str, Any]]:
        return self.cast["circles"]

    def said(self) -> str:
        """The ends of all logs."""
        return "\n".join(
            f"--- {log.name}\n{log.read_text(errors='replace')[-3_000:]}" for log in self.folder.glob("*.log")
        )

    async def open_web(self, name: str, application: str = WEB[0], **more: str) -> Service:
        """One more web process on this house's servers; it is ours to end with `close_web`."""
        port = free_port()
        around = {**self.around, "PORT": str(port), **more}
        service = await asyncio.to_thread(_web, name, application, self.folder, around, port)
        self.webs.append(service)
        return service

    async def close_web(self, web: Service) -> None:
        self.webs.remove(web)
        if web.port in self.front.ports:
            self.front.ports.remove(web.port)
        await asyncio.to_thread(web.stop)


def kill_whole(service: Service) -> None:
    """As by a power cut, children included: PostgreSQL's sit in sessions of their own."""
    for pid in [*children_of(service.child.pid), service.child.pid]:
        _kill(pid)
    service.child.wait()


def freeze_whole(service: Service, frozen: bool = True) -> None:
    """Stand still, or (False) go on; children, too."""
    number = "STOP" if frozen else "CONT"
    pids = [service.child.pid, *children_of(service.child.pid)]
    subprocess.run(["kill", f"-{number}", *map(str, pids)], check=False, stderr=subprocess.DEVNULL)


def children_of(pid: int) -> list[int]:
    listing = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listing.read_text().split()] if listing.exists() else []


def _kill(pid: int) -> None:
    try:
        os.kill(pid, 9)
    except ProcessLookupError:
        return


def _web(name: str, application: str, folder: Path, around: Mapping[str, str], port: int) -> Service:
    variables = [f"{key}={value}" for key, value in {**around, "PYTHONPATH": str(ROOT)}.items()]
    words = ["uvicorn", application, *WEB[1:], "--host", HOST, "--port", str(port)]
    return Service(name, ["env", "-i", *variables, str(PYTHON), "-m", *words], folder, port, Account())


@asynccontextmanager
async def production(
    circles: int, seats: int, more: Sequence[int] = (), webs: int = 2, **settings: str
) -> AsyncIterator[House]:
    """PostgreSQL, Redis and `webs` web processes. `settings` go into the environment of the web processes."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(services.workshop())
        database, database_url = stack.enter_context(services.postgres(folder, services.LASTING))
        redis, _ = stack.enter_context(services.redis(folder))
        front, to_database, to_redis = [await Proxy(ports).start() for ports in ([], [database.port], [redis.port])]
        for proxy in (to_redis, to_database, front):
            stack.push_async_callback(proxy.stop)
        around = _around(folder, front.port) | {
            "DATABASE_URL": database_url.replace(f":{database.port}/", f":{to_database.port}/"),
            "REDIS_URL": f"redis://{HOST}:{to_redis.port}/0",
            **settings,
        }
        cast = await _cast(around, circles, seats, more)
        house = House(folder, front, _site(front), cast, around, [], database, redis, to_database, to_redis)
        stack.push_async_callback(_close_webs, house)
        await asyncio.gather(*(house.open_web(f"web{number}") for number in range(webs)))
        front.ports = [web.port for web in house.webs]
        yield house


@asynccontextmanager
async def embedded(
    circles: int, seats: int, more: Sequence[int] = (), disk: Disk = nullcontext
) -> AsyncIterator[House]:
    """One process on SQLite. `disk` makes a file system of the folder in which its words lie."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(services.workshop())
        (folder / "disk").mkdir()
        stack.enter_context(disk(folder / "disk"))
        front = await Proxy([]).start()
        stack.push_async_callback(front.stop)
        around = _around(folder, front.port) | {"DATA_DIR": str(folder / "disk")}
        house = House(folder, front, _site(front), await _cast(around, circles, seats, more), around)
        stack.push_async_callback(_close_webs, house)
        await house.open_web("web0")
        front.ports = [web.port for web in house.webs]
        yield house


def _site(front: Proxy) -> Site:
    return Site(front.port, f"http://localhost:{front.port}")


def _around(folder: Path, port: int) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(folder),
        "STATIC_ROOT": str(folder / "static"),
        "DJANGO_SETTINGS_MODULE": "peersupport.settings",
        "DJANGO_SECRET_KEY": secrets.token_urlsafe(50),
        "DJANGO_ALLOWED_HOSTS": "localhost",
        "SITE_ORIGIN": f"http://localhost:{port}",
        "LOG_LEVEL": "WARNING",
        "PYTHONUNBUFFERED": "1",
        "DEMO": "false",
    }


async def _cast(around: Mapping[str, str], circles: int, seats: int, more: Sequence[int]) -> dict[str, Any]:
    words = ["-m", "tests.faults.casting", *map(str, (circles, seats, *more))]
    casting = await asyncio.create_subprocess_exec(
        str(PYTHON), *words, cwd=ROOT, env=dict(around), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    told, trouble = await casting.communicate()
    assert casting.returncode == 0, trouble.decode()
    found: dict[str, Any] = json.loads(told)
    return found


async def _close_webs(house: House) -> None:
    for web in list(house.webs):
        freeze_whole(web, False)
        await house.close_web(web)
