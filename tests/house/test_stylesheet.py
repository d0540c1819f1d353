"""The stylesheet: every component is imported, colours have one home, and the joined file is whole and light."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

from peersupport.stylesheet import IMPORT, join

CSS = Path(settings.BASE_DIR) / "static" / "css"
SHEET = CSS / "site.css"
COMPONENTS = sorted((CSS / "components").glob("*.css"))


def imported() -> set[Path]:
    return {CSS / match["path"] for match in IMPORT.finditer(SHEET.read_text())}


def test_every_file_is_imported_exactly_once():
    assert imported() == {path for path in CSS.rglob("*.css") if path != SHEET}
    assert len(IMPORT.findall(SHEET.read_text())) == len(imported())


def test_the_joined_sheet_asks_for_nothing_more_and_is_light():
    sheet = join(SHEET)
    assert "@import" not in sheet and "url(" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert len(gzip.compress(sheet.encode())) < 12 * 1024


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_a_component_names_its_classes_first_and_no_colour_of_its_own(path):
    words = path.read_text()
    assert words.startswith("/* ")
    assert not re.search(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(|oklch\(", words)


@pytest.mark.parametrize("path", [*COMPONENTS, *CSS.glob("*.css")], ids=lambda path: path.name)
def test_directions_are_logical_so_that_right_to_left_works(path):
    assert not re.search(
        r"\b(margin|padding|border)-(left|right|top|bottom)\b|text-align: (left|right)", path.read_text()
    )


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_the_classes_named_first_are_the_ones_that_follow(path):
    names, _, rules = path.read_text().partition("*/")
    assert "{" not in names
    for name in re.findall(r"(?<![\w/.])\.([a-z][\w-]+)", names):
        assert re.search(rf"\.{name}(?![\w-])", rules), f"{path.name} names .{name} and never styles it"
