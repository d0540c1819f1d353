"""`make run`, its small parts: what it says when something is not as it should be, and how it ends."""

import ast
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from peersupport.start import packages, run, servers
from peersupport.start.ask import answers
from peersupport.start.leash import leashed
from peersupport.start.servers import Ending, Server, end, look_after
from peersupport.start.trouble import Trouble, said_plainly

ROOT = packages.ROOT
LOCK = """\
ulid==1.0 \\
    --hash=sha256:aa
uv==0.9 \\
    --hash=sha256:bb \\
    --hash=sha256:cc
    # via peersupport
"""


@pytest.mark.parametrize("name", ["__init__.py", "start/__init__.py", "start/__main__.py"])
def test_an_old_python_can_read_as_far_as_the_sentence_for_it(name: str) -> None:
    ast.parse((ROOT / "peersupport" / name).read_text(), feature_version=(3, 4))


@pytest.mark.parametrize("module", ["peersupport.start.commands", "peersupport.start.ask", "tests.run"])
def test_nothing_needs_to_be_installed_before_the_start(module: str) -> None:
    done = subprocess.run([sys.executable, "-S", "-c", f"import {module}"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_one_package_is_taken_from_a_lock_with_all_its_hashes() -> None:
    assert packages.pinned("uv", LOCK) == "uv==0.9 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
    with pytest.raises(Trouble, match="make lock"):
        packages.pinned("pip", LOCK)


@pytest.mark.parametrize("text", ["http", "0", "65536", "-1", "8000.0", "²"])
def test_what_is_no_port_is_named(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("PORT", text)
    with pytest.raises(Trouble, match="PORT must be a number"):
        run.wanted_port()


def test_a_busy_port_is_one_sentence_with_another_to_try() -> None:
    with socket.create_server((run.HOST, 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Trouble, match=f"Port {port} is busy.*PORT="):
            run.check_free(port)
    run.check_free(port)


def test_two_sites_do_not_share_one_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "a house"))
    with run.own_folder() as folder:
        assert folder == tmp_path / "a house"
        with pytest.raises(Trouble, match="already"), run.own_folder():
            pass
    with run.own_folder():
        pass


def test_the_production_is_never_run_by_accident(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/else")
    monkeypatch.setenv("REDIS_URL", "redis://somewhere")
    environment = run.surroundings(8000, tmp_path)
    assert "DATABASE_URL" not in environment and "REDIS_URL" not in environment
    assert (environment["PORT"], environment["DATA_DIR"]) == ("8000", str(tmp_path))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (Trouble("The tea is cold."), "The tea is cold."),
        (PermissionError(13, "Permission denied", "/srv/x"), "This account may not write to /srv/x."),
        (
            OSError(28, "No space left on device", "/srv/x"),
            "The system said: No space left on device (/srv/x).",
        ),
    ],
)
def test_what_a_person_can_mend_is_said_without_a_traceback(error: Exception, words: str) -> None:
    with pytest.raises(SystemExit) as ended, said_plainly():
        raise error
    assert str(ended.value).strip() == words


def test_a_program_that_dies_is_started_again_and_not_at_once_the_next_time(
    capfd: pytest.CaptureFixture[str],
) -> None:
    server = Server("worker", ["true"], dict(os.environ))
    try:
        server.child.wait()
        server.look()
        assert server.ended(), "the first wait is not over"
        server.started -= 1.5
        server.look()
        assert server.wait == 2.0 and "The worker ended (0)" in capfd.readouterr().out
    finally:
        end([server.child])


def test_all_end_when_the_end_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "PATIENCE", 0.5)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    both = [
        Server("polite", ["sleep", "60"], dict(os.environ)),
        Server("deaf", [sys.executable, "-c", deaf], {}),
    ]
    ending = Ending()
    ending.ask()
    time.sleep(0.3)
    look_after(both, ending)
    end([server.child for server in both])
    assert all(server.ended() for server in both)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_no_program_outlives_a_killed_parent() -> None:
    script = (
        "import subprocess, time; from peersupport.start.leash import leashed;"
        "print(subprocess.Popen(['sleep', '60'], preexec_fn=leashed).pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, preexec_fn=leashed
    ) as parent:
        assert parent.stdout is not None
        child = Path(f"/proc/{int(parent.stdout.readline())}/stat")
        parent.kill()
    deadline = time.monotonic() + 5
    while child.exists() and child.read_text().split()[2] != "Z" and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not child.exists() or child.read_text().split()[2] == "Z"


def test_a_server_is_asked_by_its_own_name_and_a_missing_one_is_a_no() -> None:
    with socket.socket() as door:
        door.bind((run.HOST, 0))
        assert answers(f"http://{run.HOST}:{door.getsockname()[1]}/healthz", "circles.example.org") is False
