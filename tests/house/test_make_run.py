"""`make run` itself, from an empty folder to the demo and to its end."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from peersupport.start.leash import leashed
from peersupport.start.packages import ROOT
from tests.services import free_port, wait_until

pytestmark = pytest.mark.skipif(not settings.EMBEDDED, reason="it is the embedded mode's own start")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path, int]]:
    """A site on a free port with an empty folder; the file is what it says."""
    port, said = free_port(), tmp_path / "said"
    environment = os.environ | {"PORT": str(port), "DATA_DIR": str(tmp_path / "a new house")}
    with said.open("wb") as output:
        started = subprocess.Popen(
            [sys.executable, "-m", "peersupport.start", "run"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
            preexec_fn=leashed,
        )
    try:
        yield started, said, port
    finally:
        started.kill()
        started.wait()


def test_an_empty_folder_becomes_the_demo_and_ctrl_c_ends_it(
    site: tuple[subprocess.Popen[bytes], Path, int],
) -> None:
    started, said, port = site
    assert wait_until(lambda: "Ctrl-C" in said.read_text() or started.poll() is not None, 120), said.read_text()
    assert f"http://localhost:{port}" in said.read_text() and "circle-demo" in said.read_text(), said.read_text()
    with urllib.request.urlopen(f"http://localhost:{port}/readyz", timeout=10) as answer:
        assert answer.status == 200
    started.send_signal(signal.SIGINT)
    assert started.wait(15) == 0
    assert "Traceback" not in said.read_text() and "Error" not in said.read_text()
