"""The checker finds what it is there for: a check that cannot fail proves nothing."""

from typing import Any

import pytest

from tests.faults.checker import Read, mark, tally

ONE, TWO, THREE = (mark(0, 0, number) for number in range(3))
ELSEWHERE = mark(1, 0, 0)
STORED = {0: [ONE, TWO, THREE], 1: [ELSEWHERE]}


def reader(page: list[str], **more: Any) -> Read:
    return Read("ada", 0, page, **more)


def test_a_page_that_shows_everything_once_and_in_order_is_clean() -> None:
    found = tally([ONE, ELSEWHERE, TWO, THREE], STORED, [reader([ONE, TWO, THREE], seqs=[1, 2, 3])])
    assert found.is_clean
    assert str(found) == "4 acknowledged, 0 lost, 0 doubled, 0 leaked, 0 out of order"


@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        ("lost", reader([ONE, THREE])),
        ("doubled", reader([ONE, TWO, TWO, THREE])),
        ("doubled", reader([ONE, TWO, THREE], doubled=["p at 2"])),
        ("leaked", reader([ONE, TWO, THREE, ELSEWHERE])),
        ("leaked", reader([ONE, TWO, THREE], seen=[ELSEWHERE])),
        ("leaked", Read("somebody outside", None, [], seen=[ONE])),
        ("out_of_order", reader([TWO, ONE, THREE])),
        ("out_of_order", reader([ONE, TWO, THREE], seqs=[1, 3, 2])),
    ],
)
def test_what_is_wrong_on_a_page_is_found(kind: str, seen: Read) -> None:
    found = tally([ONE, TWO, THREE], STORED, [seen])
    assert getattr(found, kind) and not found.is_clean, found.examples()


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        ("lost", [ONE, THREE]),
        ("doubled", [ONE, ONE, TWO, THREE]),
        ("leaked", [ONE, TWO, THREE, ELSEWHERE]),
        ("out_of_order", [TWO, ONE, THREE]),
    ],
)
def test_what_is_wrong_in_the_store_is_found(kind: str, stored: list[str]) -> None:
    found = tally([ONE, TWO, THREE], {0: stored}, [])
    assert getattr(found, kind) and not found.is_clean, found.examples()
