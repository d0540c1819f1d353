"""The folder .venv and what is installed in it: exactly what a lock file names, checked by its hashes.

uv installs in 2 seconds what takes pip 20; uv itself comes through pip, pinned by the developers' lock.
"""

import fcntl
import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from peersupport.start.leash import leashed
from peersupport.start.trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
SITE = ROOT / "requirements.lock"
TOOLS = ROOT / "requirements-dev.lock"


def install(lock: Path) -> None:
    """Bring .venv to what `lock` names; at once if nothing changed since. Raises Trouble, OSError."""
    stamp = VENV / f"{lock.stem}.installed"
    if _read(stamp) == _fingerprint(lock):
        return
    VENV.mkdir(exist_ok=True)
    with (VENV / "busy").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # a test run and a site started together take turns
        if _read(stamp) == _fingerprint(lock):
            return
        _have_pip()
        print(f"Installing what {lock.name} names (once, under a minute) ...", flush=True)
        _install(lock)
        stamp.write_text(_fingerprint(lock))


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def _fingerprint(lock: Path) -> str:
    """Changes with the lock and with the Python behind .venv (a system upgrade replaces it)."""
    return f"{hashlib.sha256(lock.read_bytes()).hexdigest()} {PYTHON.resolve()}"


def _have_pip() -> None:
    """Make .venv, or make it anew where it is broken or half made."""
    if _quiet("-c", "import pip, sys; assert sys.version_info >= (3, 11)"):
        return
    try:
        import ensurepip  # noqa: F401  (Debian leaves it out of its plain python3)
        import venv
    except ImportError:
        raise Trouble("Python's venv module is missing. On Debian and Ubuntu: sudo apt install python3-venv") from None
    print("Making .venv, a place for the packages ...", flush=True)
    for old in VENV.glob("*"):
        if old.name != "busy":
            shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
    try:
        venv.create(VENV, with_pip=True)
    except subprocess.CalledProcessError as error:
        raise Trouble(f"Python could not make .venv: {_last_line(error.output)}") from None


def _install(lock: Path) -> None:
    """With uv; with pip where uv cannot (a package mirror that only pip was told about)."""
    if not _quiet("-m", "uv", "--version"):
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as only_uv:
            only_uv.write(pinned("uv", TOOLS.read_text()))
            only_uv.flush()
            _pip(only_uv.name)
    if not _quiet("-m", "uv", "pip", "install", "--python", str(PYTHON), "--require-hashes", "-r", str(lock)):
        _pip(str(lock))


def pinned(name: str, lock: str) -> str:
    """The lines of one package in a lock file's text: its version and its hashes. Raises Trouble."""
    lines = iter(lock.splitlines())
    block: list[str] = []
    for line in lines:
        if line.startswith(f"{name}==") or block:
            block.append(line)
        if block and not line.endswith("\\"):
            return "\n".join(block) + "\n"
    raise Trouble(f"{name} is not in the lock file; make it anew with: make lock")


def _pip(requirements: str) -> None:
    options = [
        "--quiet",
        "--disable-pip-version-check",
        "--retries",
        "1",
        "--timeout",
        "20",
        "--require-hashes",
    ]
    done = _python("-m", "pip", "install", *options, "-r", requirements)
    if done.returncode == 0:
        return
    if "HASHES" in done.stderr:
        raise Trouble("A package is not the one that the lock file names (its hash differs): nothing was installed.")
    offline = "connection" in done.stderr.lower()
    said = "" if offline else f" pip said: {_last_line(done.stderr)}"
    raise Trouble(f"The packages could not be fetched; the first start needs the internet once.{said}")


def _quiet(*words: str) -> bool:
    """Whether .venv's Python did this without complaint."""
    return PYTHON.exists() and _python(*words).returncode == 0


def _python(*words: str) -> subprocess.CompletedProcess[str]:
    """In a session of its own, so that Ctrl-C ends it without a word of its own."""
    return subprocess.run(
        [PYTHON, *words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=leashed,
    )


def _last_line(output: str | bytes | None) -> str:
    text = output.decode(errors="replace") if isinstance(output, bytes) else output or ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else f"nothing ({sys.executable})"
