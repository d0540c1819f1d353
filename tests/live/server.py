"""A real web process: uvicorn on a free port of loopback, on the database of the running test."""

import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from tests.services import free_port

ROOT = Path(__file__).resolve().parents[2]
UVICORN = (
    "-m uvicorn peersupport.asgi:application --ws websockets-sansio --ws-per-message-deflate false "
    "--ws-max-size 65536 --timeout-graceful-shutdown 5 --no-access-log --no-proxy-headers --lifespan on "
    "--log-level warning"
).split()
TOKEN = "t" * 32  # for CSRF: cookie and header only have to agree


class Server:
    """`origin` is the one its pages have. Its log is kept, to be looked at when a test fails."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.port = int(environment["PORT"])
        self.origin = f"http://localhost:{self.port}"
        self.log = tempfile.TemporaryFile()  # noqa: SIM115  (open as long as the process runs)
        command = [sys.executable, *UVICORN, "--host", "127.0.0.1", "--port", str(self.port)]
        self.child = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log
        )
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + 120  # a start takes 3 s of CPU; a busy machine has little to give
        while time.monotonic() < deadline and self.child.poll() is None:
            try:
                self.get("/healthz")
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"the web process did not start: {self.said()}")

    def get(self, path: str, session: str = "") -> http.client.HTTPResponse:
        return self.ask("GET", path, session)

    def post(self, path: str, session: str, **fields: str) -> http.client.HTTPResponse:
        """A form, as a page of this site sends it."""
        return self.ask("POST", path, session, urlencode(fields).encode())

    def ask(self, method: str, path: str, session: str, body: bytes = b"") -> http.client.HTTPResponse:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {
            "Host": f"localhost:{self.port}",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": self.origin,
            "X-CSRFToken": TOKEN,
        }
        line.request(method, path, body or None, headers)
        answer = line.getresponse()
        answer.read()
        line.close()
        return answer

    def said(self) -> str:
        """Its log so far."""
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def stop(self) -> None:
        self.child.terminate()
        try:
            self.child.wait(8)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()


@contextmanager
def running(folder: Path, **more: str) -> Iterator[Server]:
    """A web process on this test's database; `more` goes into its environment."""
    server = Server(surroundings(folder) | more)
    try:
        yield server
    finally:
        server.stop()


def surroundings(folder: Path) -> dict[str, str]:
    """The environment of a web process of the mode these tests run in."""
    port = str(free_port())
    ours = {
        "PORT": port,
        "DATA_DIR": str(folder),
        "DJANGO_SECRET_KEY": settings.SECRET_KEY,
        "SITE_ORIGIN": f"http://localhost:{port}",
        "PYTHONUNBUFFERED": "1",
    }
    name = str(connection.settings_dict["NAME"])
    if settings.EMBEDDED:
        if not (folder / "db.sqlite3").exists():
            (folder / "db.sqlite3").symlink_to(name)
        return {**os.environ, **ours}
    address = urlsplit(os.environ["DATABASE_URL"])
    return {**os.environ, **ours, "DATABASE_URL": urlunsplit(address._replace(path=f"/{name}"))}
