"""The check that sees when a page looks otherwise than on its picture."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.pictures import changed_share, changes, slim


def page(path: Path, words: str = "3 hours ago", top: int = 40, size: tuple[int, int] = (390, 844)) -> Path:
    picture = Image.new("RGB", size, "#faf6f0")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((16, top, 374, top + 200), fill="#e2efe9")
    draw.text((16, 300), words, fill="#222222")
    picture.save(path)
    slim(path)
    return path


@pytest.fixture
def folders(tmp_path):
    kept, taken = tmp_path / "kept", tmp_path / "taken"
    kept.mkdir()
    taken.mkdir()
    page(kept / "home.png")
    return kept, taken


def test_the_same_page_is_no_change_and_another_hour_is_none_either(folders):
    kept, taken = folders
    page(taken / "home.png")
    assert changed_share(kept / "home.png", taken / "home.png") == 0
    page(taken / "home.png", words="4 hours ago")
    assert changed_share(kept / "home.png", taken / "home.png") > 0
    assert changes(kept, taken) == []


@pytest.mark.parametrize("otherwise", [{"top": 48}, {"size": (390, 900)}])
def test_a_block_that_moved_and_a_page_that_grew_are_named(folders, otherwise):
    kept, taken = folders
    page(taken / "home.png", **otherwise)
    assert [change.name for change in changes(kept, taken)] == ["home.png"]
    with Image.open(taken / "home.png") as both:
        assert both.width == 390 * 2 + 20, "old beside new"


def test_a_page_without_a_picture_is_named(folders):
    kept, taken = folders
    page(taken / "home.png")
    page(taken / "new-page.png")
    assert [change.name for change in changes(kept, taken)] == ["new-page.png"]
