"""Dockerfile, docker-compose.yml and .env.example against the code: no engine needed, only reading."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from peersupport.start import run
from peersupport.start.packages import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text()
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
EXAMPLE = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
READ = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "peersupport/settings.py").read_text()))
# The demo's own switch, the embedded run's port, and a folder that the image sets.
NOT_FOR_A_PRODUCTION = {"DEMO", "PORT", "STATIC_ROOT"}


def copied() -> set[str]:
    return set(re.findall(r"^COPY (\S+) ", DOCKERFILE, re.MULTILINE))


def test_the_image_holds_what_exists_and_all_that_runs() -> None:
    assert all((ROOT / name).exists() for name in copied())
    apps = {name.split(".")[0] for name in settings.INSTALLED_APPS}
    ours = {name for name in apps | {"templates", "static", "locale", "manage.py"} if (ROOT / name).exists()}
    assert ours <= copied()


def test_every_variable_that_is_read_is_named_in_the_example_and_no_other() -> None:
    assert EXAMPLE - {"POSTGRES_PASSWORD"} == READ - NOT_FOR_A_PRODUCTION


def test_the_containers_are_given_every_variable_of_a_production() -> None:
    given = set(SERVICES["web"]["environment"])
    assert given == READ - NOT_FOR_A_PRODUCTION - {"DATA_DIR", "DJANGO_DEBUG"}
    assert SERVICES["worker"]["environment"] == SERVICES["migrate"]["environment"] == SERVICES["web"]["environment"]


def test_the_container_serves_with_the_flags_of_make_run() -> None:
    words = re.findall(r'"([^"]+)"', DOCKERFILE.split("\nCMD")[-1])
    flags = run.WEB[2 : run.WEB.index("--log-level")]
    assert words[:6] == ["uvicorn", run.WEB[1], "--host", "0.0.0.0", "--port", "8000"]
    assert words[6:] == flags


@pytest.mark.parametrize("service", ["migrate", "worker"])
def test_what_compose_runs_is_a_command_of_ours(service: str) -> None:
    python, manage, command, *_ = SERVICES[service]["command"]
    assert (python, manage) == ("python", "manage.py")
    ours = {path.stem for path in Path(ROOT).glob("*/**/management/commands/*.py") if ".venv" not in path.parts}
    assert command in ours | {"migrate"}
