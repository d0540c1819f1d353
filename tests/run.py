"""`make test`: the whole suite embedded, again on PostgreSQL and Redis (without the reader), then stories in Chromium.

Standard library only: `python3 -m tests.run [what goes to pytest]`. All three are run even if one fails. The
last line printed is pytest's own closing line: of the stories, or of the run that failed.
"""

import os
import secrets
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from peersupport.start import packages
from peersupport.start.leash import adopt
from peersupport.start.trouble import said_plainly
from tests import install, services
from tests.pytest_run import Outcome, pytest

STORIES = "tests/stories"
# The reader has no database and no settings: what holds embedded holds in production. Two thousand tests, run once.
PURE = "tests/moderation/guidelines"
SIDE_BY_SIDE = ["-n", "2", "-p", "tests.side_by_side"]
# Whatever the terminal has set, the tests begin from nothing.
OURS = {"DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SITE_ORIGIN", "TRUSTED_PROXY_COUNT", "WEB_THREADS"}
OURS |= {"DATA_DIR", "STATIC_ROOT", "DEMO", "PORT", "LOG_LEVEL"}


@dataclass
class Machine:
    """What this machine has for the tests: addresses by the names of their variables, and what it lacks."""

    folder: Path
    has: dict[str, str] = field(default_factory=dict)
    lacks: list[str] = field(default_factory=list)


@contextmanager
def machine() -> Iterator[Machine]:
    """Start PostgreSQL and Redis, find Chromium; end everything at the end."""
    with services.workshop() as folder, ExitStack() as started:
        here = Machine(folder)
        for variable, find in (
            ("TEST_DATABASE_URL", lambda: started.enter_context(services.postgres(folder))[1]),
            ("TEST_REDIS_URL", lambda: started.enter_context(services.redis(folder))[1]),
            ("CHROMIUM", services.chromium),
        ):
            try:
                here.has[variable] = os.environ.get(variable) or find()
            except services.Missing as lack:
                here.lacks.append(str(lack))
        yield here


def embedded(here: Machine) -> dict[str, str]:
    """The environment of the embedded mode: nothing set, but a folder of its own."""
    (here.folder / "embedded" / "static").mkdir(parents=True, exist_ok=True)
    bare = {name: os.environ[name] for name in os.environ if name not in OURS and "DJANGO_" not in name}
    return bare | {"DATA_DIR": str(here.folder / "embedded")}


def production(here: Machine) -> dict[str, str]:
    """The environment of the production mode, on our own servers."""
    return embedded(here) | {
        "DATABASE_URL": here.has["TEST_DATABASE_URL"],
        "REDIS_URL": here.has["TEST_REDIS_URL"],
        "DJANGO_SECRET_KEY": secrets.token_urlsafe(50),
        "DJANGO_ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
        "SITE_ORIGIN": "http://localhost:8000",
    }


def with_browser(here: Machine) -> dict[str, str]:
    """The environment of the stories. (Inside Playwright's loop Django believes it is async.)"""
    return embedded(here) | here.has | {"DJANGO_ALLOW_ASYNC_UNSAFE": "1"}


def parts(words: list[str]) -> tuple[list[str], list[str]]:
    """What pytest gets for the suite and for the stories, from the words of ARGS; an empty list: left out."""
    paths = [word for word in words if word.startswith("tests")]
    rest = [word for word in words if word not in paths]
    ours = [path for path in paths if path.startswith(STORIES)]
    theirs = [path for path in paths if path not in ours]
    if not paths:
        ours, theirs = [STORIES], ["tests", f"--ignore={STORIES}"]
    return (theirs and [*SIDE_BY_SIDE, *theirs, *rest], ours and [*ours, *rest])


def tell(lacks: list[str]) -> None:
    """Loudly, what this run leaves out."""
    for lack in lacks:
        print(f"\n!!! LEFT OUT, because {lack}\n", flush=True)


def all_three(here: Machine, words: list[str]) -> list[Outcome]:
    """Run what this machine can run, one after the other."""
    suite, stories = parts(words)
    servers = {"TEST_DATABASE_URL", "TEST_REDIS_URL"} <= here.has.keys()
    outcomes = []
    if suite:
        outcomes.append(pytest("Embedded: SQLite, one process", suite, embedded(here)))
    if suite and servers:
        outcomes.append(pytest("Production: PostgreSQL and Redis", [*suite, f"--ignore={PURE}"], production(here)))
    tell(here.lacks)
    if stories and "CHROMIUM" in here.has:
        outcomes.append(pytest("Stories in Chromium", stories, with_browser(here)))
    return outcomes


def main(words: list[str]) -> int:
    """The exit code: 1 if a run failed or, where CI is set, if something was left out."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    os.chdir(packages.ROOT)
    adopt()
    with said_plainly():
        packages.install(packages.TOOLS)
        install.what_is_missing()
        with machine() as here:
            outcomes = all_three(here, words)
            lacks = here.lacks
        failed = [outcome for outcome in outcomes if not outcome.passed(narrowed=bool(words))]
        if failed and failed[-1] is not outcomes[-1]:
            print(
                "\n" + "\n".join(f"{outcome.title}:\n{outcome.closing_line}" for outcome in failed),
                flush=True,
            )
        return 1 if failed or (lacks and os.environ.get("CI")) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
