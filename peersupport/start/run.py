"""`make run`: one site for one machine. SQLite, one web server on loopback, one worker, nothing else."""

import fcntl
import os
import shlex
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peersupport.start import packages
from peersupport.start.ask import answers
from peersupport.start.servers import Ending, Server, end, look_after
from peersupport.start.trouble import Trouble

HOST = "127.0.0.1"
PYTHON = packages.PYTHON
# Without the graceful timeout one open socket keeps the server for minutes; deflate costs 66 % more CPU.
WEB = shlex.split(
    "peersupport.start.inside peersupport.asgi:application --ws websockets-sansio "
    "--ws-per-message-deflate false --ws-max-size 65536 --timeout-graceful-shutdown 5 "
    "--no-access-log --no-proxy-headers --lifespan on --log-level warning"
)
WELCOME = """
  The site is at   {address}
  Its words lie in {folder}
"""
CAST = """
  Try it as        ada, bo     members of the circle Hearth
                   fay         facilitator of Hearth
                   cy          member of the circle Lantern
                   mo, ola     moderators
                   ani         admin
                   out         signed up, in no circle yet
  The password of each is circle-demo
"""
GOODBYE = """
  Ctrl-C ends it.
"""


def the_site() -> int:
    """Prepare, run until the end is asked for, return the exit code. Raises Trouble, OSError."""
    port = wanted_port()
    check_free(port)
    packages.install(packages.SITE)
    with own_folder() as folder:
        print("Preparing the database and the pages ...", flush=True)
        with Ending() as ending:
            return serve(port, folder, ending)


def wanted_port() -> int:
    """PORT, or 8000. Raises Trouble for what is no port."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Trouble(f"PORT must be a number from 1 to 65535, not {text}.")
    return int(text)


def check_free(port: int) -> None:
    """Before anything slow: may we have this port? Raises Trouble."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
            door.listen()
        except PermissionError:
            raise Trouble(f"This account may not use port {port}; try: make run PORT=8000") from None
        except OSError:
            other = port % 65535 + 1
            raise Trouble(f"Port {port} is busy; end what uses it, or try: make run PORT={other}") from None


@contextmanager
def own_folder() -> Iterator[Path]:
    """DATA_DIR, made where missing and held for us alone. Raises Trouble, OSError."""
    folder = Path(os.environ.get("DATA_DIR") or packages.ROOT / "var").expanduser().absolute()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "in-use").open("w") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble(f"The site runs on {folder} already; end that one or change DATA_DIR.") from None
        yield folder


def surroundings(port: int, folder: Path) -> dict[str, str]:
    """The environment of the site's programs. It never is the production's, whatever the terminal has set."""
    not_ours = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
    ours = {name: value for name, value in os.environ.items() if name not in not_ours}
    calm = {"LOG_LEVEL": "WARNING", "PYTHONUNBUFFERED": "1"}
    return calm | ours | {"PORT": str(port), "DATA_DIR": str(folder)}


def serve(port: int, folder: Path, ending: Ending) -> int:
    """Run the web server and the worker until the end is asked for. Raises Trouble."""
    environment, address = surroundings(port, folder), f"http://localhost:{port}"
    web = Server("web server", [PYTHON, "-m", *WEB, "--host", HOST, "--port", str(port)], environment)
    servers = [web]
    try:
        if wait_for(web, port, ending):
            servers.append(Server("worker", [PYTHON, "manage.py", "worker"], environment))
            print(welcome(address, folder), flush=True)
            look_after(servers, ending)
            print("\nEnding ...", flush=True)
    finally:
        end([server.child for server in servers])
    return 0


def welcome(address: str, folder: Path) -> str:
    """What is said when the site is up; the cast only where there is a demo."""
    cast = CAST if answers(f"{address}/demo/") else ""
    return WELCOME.format(address=address, folder=folder) + cast + GOODBYE


def wait_for(web: Server, port: int, ending: Ending) -> bool:
    """Until it takes calls. False if the end was asked for first; raises Trouble if it ended by itself."""
    while not ending.asked:
        if web.ended():
            raise Trouble("The web server ended while it started; the reason is above.")
        with socket.socket() as call:
            if call.connect_ex((HOST, port)) == 0:
                return True
        time.sleep(0.1)
    return False
