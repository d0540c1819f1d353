"""One run of pytest: its words pass through, its closing line is kept, what it lost is ended."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from peersupport.start.leash import children, leashed
from peersupport.start.packages import PYTHON, ROOT

NOTHING_COLLECTED = 5


@dataclass
class Outcome:
    """How a run ended."""

    title: str
    exit_code: int
    closing_line: str

    def passed(self, narrowed: bool) -> bool:
        """Whether all was well. Only a narrowed run (`-k name`) may find no test at all."""
        return self.exit_code == 0 or (narrowed and self.exit_code == NOTHING_COLLECTED)


def pytest(title: str, words: Sequence[str], environment: dict[str, str]) -> Outcome:
    """Run pytest with `words` and wait for it. On Ctrl-C it is asked once to end and given 15 seconds."""
    print(f"\n### {title}", flush=True)
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    before = set(children())
    run = subprocess.Popen(
        [PYTHON, "-m", "pytest", *colour, *words],
        env=environment,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=leashed,
    )
    assert run.stdout is not None
    try:
        last = pass_through(run.stdout)
        return Outcome(title, run.wait(), last)
    except KeyboardInterrupt:
        ask_to_end(run)
        raise
    finally:
        end_orphans(before)


def pass_through(source: IO[bytes]) -> str:
    """Print what comes as it comes; return the last line that is not empty."""
    last = b""
    while chunk := os.read(source.fileno(), 65536):
        sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
        last = (last + chunk)[-65536:]
    lines = [line for line in last.decode(errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else ""


def ask_to_end(run: subprocess.Popen[bytes]) -> None:
    """As Ctrl-C in a terminal would: the whole group, once; twice would break its own tidying up."""
    try:
        os.killpg(run.pid, signal.SIGINT)
        run.communicate(timeout=15)
    except (subprocess.TimeoutExpired, ProcessLookupError):
        run.kill()
        run.wait()


def end_orphans(before: set[int]) -> None:
    """End what the tests started and lost; children that are new since can be nothing else (see adopt)."""
    while orphans := set(children()) - before:
        for pid in orphans:
            try:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            except (ProcessLookupError, ChildProcessError):
                continue
