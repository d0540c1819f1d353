"""The guides say what the pages say: each label in bold stands on a page, each picture is there, none is too long."""

import re
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
TWO_PAGES = 1_000  # words, with a picture or two
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
PICTURE = re.compile(r"!\[.+?\]\((.+?)\)", re.DOTALL)
# In bold because they are the subject of a sentence, not because a page says them.
TERMS = {"share", "reply"}


def labels() -> set[str]:
    """Every sentence of the pages, as in the catalogue of translations."""
    catalogue = polib.pofile(str(ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po"))
    return {entry.msgid.casefold() for entry in catalogue}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_label_in_bold_stands_on_a_page(guide):
    said = {" ".join(found.split()) for found in BOLD.findall(guide.read_text())}
    assert len(said) > 8
    known = labels()
    assert [label for label in sorted(said) if label.casefold() not in known | TERMS] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_a_guide_has_pictures_and_fits_on_two_pages(guide):
    words = guide.read_text()
    pictures = PICTURE.findall(words)
    assert pictures
    assert all((guide.parent / picture).resolve().is_file() for picture in pictures)
    assert len(words.split()) <= TWO_PAGES


def test_there_is_a_guide_for_members_for_moderators_and_for_admins():
    assert {guide.stem for guide in GUIDES} >= {"members"}
