"""Keeping the site's programs running: started together, started again if one dies, ended together."""

import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from peersupport.start.leash import leashed
from peersupport.start.packages import ROOT

PATIENCE = 8.0  # seconds to end by itself; uvicorn gives its open sockets 5
LONGEST_WAIT = 30.0
STEADY = 60.0  # seconds after which a start counts as a good one


class Server:
    """One program: started, looked after, ended."""

    def __init__(self, name: str, command: Sequence[str | Path], environment: Mapping[str, str]) -> None:
        self.name = name
        self.command = command
        self.environment = environment
        self.wait = 1.0
        self.start()

    def start(self) -> None:
        """In a session of its own: Ctrl-C reaches only us, and we end everything in order."""
        self.started = time.monotonic()
        self.child = subprocess.Popen(
            self.command,
            env=self.environment,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=leashed,
        )

    def ended(self) -> bool:
        """Whether it is not running at the moment."""
        return self.child.poll() is not None

    def look(self) -> None:
        """Start it again if it ended, each time after a longer wait, 1 to 30 s, unless it ran for long."""
        if not self.ended():
            return
        lived = time.monotonic() - self.started
        if lived > STEADY:
            self.wait = 1.0
        if lived > self.wait:
            print(f"The {self.name} ended ({self.child.returncode}); starting it again.", flush=True)
            self.wait = min(self.wait * 2, LONGEST_WAIT)
            self.start()


class Ending:
    """Set by Ctrl-C, by `kill` and by a closed terminal; used as a context it waits for exactly these."""

    def __init__(self) -> None:
        self.asked = False

    def __enter__(self) -> "Ending":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask)
        return self

    def __exit__(self, *_: object) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)

    def ask(self, *_: object) -> None:
        """The signal's own call."""
        self.asked = True


def end(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask all to end, wait, and end by force what is still there after 8 seconds."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def look_after(servers: Sequence[Server], ending: Ending) -> None:
    """Return when the end is asked for."""
    while not ending.asked:
        for server in servers:
            server.look()
        time.sleep(0.2)
