"""Starting a design as a server process of its own, and what it costs."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
UVICORN = (
    "-m uvicorn --ws websockets-sansio --ws-per-message-deflate false --no-access-log --log-level warning "
    "--host 127.0.0.1 --ws-ping-interval 600 --port"
).split()
DESIGNS = {
    "broadcast": ["-m", "bench.reference.broadcast"],
    "tutorial": [*UVICORN, "{port}", "bench.reference.tutorial:application"],
    "checking": [*UVICORN, "{port}", "bench.reference.checking:application"],
    "hub": [*UVICORN, "{port}", "bench.hub_alone:application"],
}


class Server:
    """A server process on `port` of loopback; `cpu()` and `kib()` are its own, not the crowd's."""

    def __init__(self, command: list[str], port: int, environment: Mapping[str, str]) -> None:
        self.port = port
        self.child = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment, stdout=sys.stderr)
        self._wait()

    @contextmanager
    def running(self) -> Iterator["Server"]:
        """Ended with the block, whatever happens inside."""
        try:
            yield self
        finally:
            self.child.kill()
            self.child.wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.child.poll() is None:
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise SystemExit("a design did not start; see above")

    def cpu(self) -> float:
        """Seconds of CPU so far, all threads."""
        fields = Path(f"/proc/{self.child.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def kib(self) -> int:
        """Resident memory."""
        status = Path(f"/proc/{self.child.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0])


@contextmanager
def running(name: str, layer: str) -> Iterator[Server]:
    """One of DESIGNS; `layer` is "memory" or the address of a Redis."""
    port = _free_port()
    command = [part.format(port=port) for part in DESIGNS[name]]
    command += [str(port)] if name == "broadcast" else []
    with Server(command, port, {**os.environ, "LAYER": layer}).running() as server:
        yield server


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])
