"""The audit measures what it says: grades of known texts, addresses from the map, goals that are missed."""

import pytest

from tests.audit.goals import Findings, misses
from tests.audit.lighthouse import Scores
from tests.audit.look import Sight
from tests.audit.pages import routes
from tests.audit.reading import ENOUGH, grade, syllables_of
from tests.audit.report import as_table
from tests.audit.slow import FirstView

PLAIN = "You write and they read. " * 8
HARD = "Moderators administratively communicate organisational considerations regarding participation. " * 5


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("a", 1),
        ("made", 1),
        ("table", 2),
        ("coming", 2),
        ("agreement", 3),
        ("moderator", 4),
        ("asked", 1),
        ("waited", 2),
    ],
)
def test_syllables(word: str, syllables: int) -> None:
    assert syllables_of(word) == syllables


def test_plain_words_have_a_low_grade_and_hard_ones_a_high_one() -> None:
    assert (grade([PLAIN]) or 0) < 3 < 12 < (grade([HARD]) or 0)


def test_a_block_ends_its_sentence_and_few_words_have_no_grade() -> None:
    lines = ["one two three four five six"] * 6
    assert grade(lines) == grade([". ".join(lines)])
    assert grade(["word " * (ENOUGH - 1)]) is None


def test_the_map_knows_every_page_and_what_its_address_needs() -> None:
    found = routes()
    assert found["home"] == ()
    assert found["circles:share"] == ("circle_id", "post_id")
    assert not [name for name in found if name.startswith("admin:")]


def test_a_page_that_reaches_everything_misses_nothing() -> None:
    assert misses(Sight("a page", "ada", kib=59.9, grade=7.0, calm_grade=5.0, aaa=["only said"])) == []


@pytest.mark.parametrize(
    "missed",
    [
        {"axe": ["label (phone, light): input"]},
        {"kib": 60.0},
        {"third_parties": ["https://example.org/x.js"]},
        {"console": ["console: refused"]},
        {"grade": 7.1},
        {"calm_grade": 5.1},
        {"sideways": ["320 px: 4 px too wide"]},
    ],
)
def test_every_goal_can_be_missed(missed: dict) -> None:
    assert len(misses(Sight("a page", "ada", **missed))) == 1


def test_staff_pages_have_no_goal_for_their_words() -> None:
    assert misses(Sight("moderation:desk (mo)", "mo", grade=9.0)) == []


def test_speed_and_lighthouse_count_and_everything_is_said() -> None:
    found = Findings(
        sights=[Sight("a page", "ada")],
        lighthouse=[Scores("a page", {"performance": 97, "accessibility": 100}, ["first-contentful-paint: 3 s"])],
        slow=[FirstView("a page", 1.0, 3.0)],
        left_out=["Lighthouse: npm is not installed"],
    )
    assert len(found.misses()) == 2
    words = as_table(found)
    assert "2 goals missed" in words and "!!! LEFT OUT: Lighthouse: npm is not installed" in words
