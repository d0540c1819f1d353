"""The documents against the house: what they name exists, and decisions are written in three parts."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
PAGES += sorted((ROOT / "docs").glob("*.md"))
DECISIONS = sorted((ROOT / "docs/adr").glob("*.md"))
EVERY = [pytest.param(page, id=str(page.relative_to(ROOT))) for page in [*PAGES, *DECISIONS]]

# A path is told from other words by its top folder or by its ending.
FOLDERS = "peersupport|circles|moderation|templates|static|tests|docs|bench"
SINGLE = r"[\w-]+\.(?:md|yml|toml|lock)|\.env\.example|\.ci/run"
NAMED = re.compile(rf"(?<![\w./@-])(?:(?:{FOLDERS})/[\w./-]*|{SINGLE})(?![\w/])")
COMMAND = re.compile(r"(?:^ {4}|`)make ([a-z-]+)", re.MULTILINE)
# "`Page.put` in `static/js/live/page.js`", "`a` and `b` in `circles/views/doors.py`"
FUNCTION = re.compile(r"`(?:\w+\.)?(\w+)`(?:\s+and\s+`(\w+)`)?,?\s+in\s+`([\w./-]+\.(?:py|js))`")
SECTIONS = [{"Context", "Where we looked"}, {"Decision", "What we decided"}, {"Consequences", "What it costs"}]


def paths(page: Path) -> set[str]:
    return {found.rstrip(".-") for found in NAMED.findall(page.read_text())}


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("page", EVERY)
def test_every_file_that_is_named_exists(page: Path) -> None:
    missing = {name for name in paths(page) if not any((folder / name).exists() for folder in (ROOT, page.parent))}
    assert missing == set()


@pytest.mark.parametrize("page", EVERY)
def test_every_make_target_that_is_named_exists(page: Path) -> None:
    assert set(COMMAND.findall(page.read_text())) <= targets()


@pytest.mark.parametrize("page", EVERY)
def test_every_function_is_in_the_file_it_is_named_with(page: Path) -> None:
    for *names, path in FUNCTION.findall(page.read_text()):
        code = (ROOT / path).read_text()
        assert [name for name in names if not re.search(rf"\b{name}\b", code)] == [], path


def test_pictures_are_light() -> None:
    for picture in (ROOT / "docs/screenshots").glob("*.png"):
        assert picture.stat().st_size < 200_000, picture.name


@pytest.mark.parametrize("page", [pytest.param(page, id=page.stem) for page in DECISIONS])
def test_a_decision_has_its_three_parts(page: Path) -> None:
    headings = re.findall(r"^## (.+)$", page.read_text(), re.MULTILINE)
    assert len(headings) == 3
    assert all(heading in names for heading, names in zip(headings, SECTIONS, strict=True))


def test_no_two_decisions_have_the_same_number() -> None:
    numbers = [page.name[:4] for page in DECISIONS]
    assert len(numbers) == len(set(numbers))


def test_the_rule_that_is_shown_has_the_shape_of_its_namesake() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text()
    shown = tomllib.loads(re.findall(r"```toml\n(.*?)```", text, re.DOTALL)[0])["rule"][0]
    rules = tomllib.loads((ROOT / "moderation/guidelines/rules/en/06-comparing.toml").read_text())["rule"]
    assert [set(rule) for rule in rules if rule["id"] == shown["id"]] == [set(shown)]
