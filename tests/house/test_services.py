"""The servers that the tests start for themselves, and what `make test` hands to pytest."""

import fcntl
import subprocess
from pathlib import Path

import pytest

from tests import services
from tests.pytest_run import Outcome, pass_through
from tests.run import SIDE_BY_SIDE, STORIES, parts


def test_redis_comes_back_after_a_power_cut_and_is_gone_at_the_end(tmp_path: Path) -> None:
    with services.redis(tmp_path) as (redis, url):
        assert url == f"redis://127.0.0.1:{redis.port}/0" and redis.listens()
        redis.kill()
        assert not redis.listens()
        redis.start()
        assert redis.listens()
    assert not redis.listens()


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(services.Missing, match="no-such-server is not installed"):
        services.program("no-such-server", "nor-this")


def test_a_service_that_does_not_start_says_why(tmp_path: Path) -> None:
    command = ["sh", "-c", "echo no room here; exit 1"]
    with pytest.raises(services.Missing, match="no room here"):
        services.Service("inn", command, tmp_path, services.free_port(), services.Account())


def test_folders_of_killed_runs_are_swept_and_those_in_use_are_not(tmp_path: Path) -> None:
    left, living = tmp_path / f"{services.PREFIX}left", tmp_path / f"{services.PREFIX}living"
    for folder in (left, living):
        folder.mkdir()
        (folder / "in-use").touch()
    with (living / "in-use").open("w") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        services.sweep(tmp_path)
    assert not left.exists() and living.exists()


@pytest.mark.parametrize(
    ("words", "suite", "stories"),
    [
        ([], ["tests", f"--ignore={STORIES}"], [STORIES]),
        (["-k", "circles"], ["tests", f"--ignore={STORIES}", "-k", "circles"], [STORIES, "-k", "circles"]),
        (["tests/live", "-x"], ["tests/live", "-x"], []),
        ([f"{STORIES}/test_a.py"], [], [f"{STORIES}/test_a.py"]),
    ],
)
def test_the_words_of_args_reach_the_right_runs(words: list[str], suite: list[str], stories: list[str]) -> None:
    ours, theirs = parts(words)
    assert [word for word in ours if word not in SIDE_BY_SIDE] == suite
    assert theirs == stories


def test_only_a_narrowed_run_may_find_no_test() -> None:
    nothing = Outcome("suite", 5, "no tests ran")
    assert nothing.passed(narrowed=True) and not nothing.passed(narrowed=False)


def test_the_closing_line_is_the_last_that_says_something(capfd: pytest.CaptureFixture[str]) -> None:
    words = "printf 'a line\\n== 3 passed in 1s ==\\n\\n'"
    with subprocess.Popen(["sh", "-c", words], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert pass_through(child.stdout) == "== 3 passed in 1s =="
    assert "a line" in capfd.readouterr().out
