"""The brief memory of what was rendered."""

from circles.brief import MOST, SECONDS, Brief


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_value_is_made_once_and_made_anew_after_its_seconds():
    clock = Clock()
    made = []
    brief = Brief(clock)

    def make() -> str:
        made.append(clock.now)
        return "words"

    assert brief.get("key", make) == brief.get("key", make) == "words"
    clock.now += SECONDS
    assert brief.get("key", make) == "words"
    assert made == [100.0, 100.0 + SECONDS]


def test_it_never_holds_more_than_it_may():
    brief = Brief(Clock())
    for number in range(MOST * 2 + 10):
        brief.get(number, lambda: "words")
    assert len(brief._kept) <= MOST
