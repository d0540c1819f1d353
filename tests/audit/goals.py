"""What every page must reach, and which of it a page misses."""

from dataclasses import dataclass, field
from typing import Any

from tests.audit.lighthouse import GOALS, Scores
from tests.audit.look import Sight
from tests.audit.slow import FirstView
from tests.audit.words import Graded, graded

LARGEST_KIB = 60
HIGHEST_GRADE = 7
HIGHEST_CALM_GRADE = 5
SECONDS_ON_2G = 3.0
# Their pages are read by staff at work; for them the grade is printed and no goal. The style page is no page of theirs.
STAFF = ("mo", "ani")
# Drawn by Django, for admins; what axe finds there is printed and has no goal.
DJANGOS_OWN = "admin, first page"
NOT_FOR_MEMBERS = ("styleguide", "demo")


@dataclass
class Findings:
    """All of one run. `unseen` are routes that gave nobody a page, `left_out` what could not be measured, and why."""

    sights: list[Sight] = field(default_factory=list)
    lighthouse: list[Scores] = field(default_factory=list)
    slow: list[FirstView] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    words: list[Graded] = field(default_factory=list)
    # How many programs wanted a processor while speed was measured, on average; on a quiet machine about one.
    load: float = 0.0

    def grade_words(self) -> None:
        """Once all pages were looked at."""
        calm = [words for sight in self.sights for words in sight.calm_words]
        self.words = graded(calm, HIGHEST_CALM_GRADE, HIGHEST_GRADE)

    def misses(self) -> list[str]:
        """One line for every goal that is missed."""
        lines = [f"{sight.name}: {miss}" for sight in self.sights for miss in misses(sight)]
        lines += [f"{run.page}: Lighthouse {_below(run)}" for run in self.lighthouse if not run.is_met]
        lines += [
            f"{view.page}: {view.largest} s until it is there on 2G"
            for view in self.slow
            if view.largest >= SECONDS_ON_2G
        ]
        return lines + [f"{one.name}: reading grade {one.grade}" for one in self.words if not one.is_met]


def misses(sight: Sight) -> list[str]:
    """What one page misses, each with what a person needs to mend it."""
    lines = [] if sight.name == DJANGOS_OWN else [f"axe: {line}" for line in sight.axe]
    lines += [f"sideways scroll, {line}" for line in sight.sideways]
    lines += [f"third party: {url}" for url in sight.third_parties] + sight.console
    if sight.kib >= LARGEST_KIB:
        lines.append(f"{sight.kib} KiB")
    if is_for_members(sight) and (sight.grade or 0) > HIGHEST_GRADE:
        lines.append(f"reading grade {sight.grade}")
    if (sight.calm_grade or 0) > HIGHEST_CALM_GRADE:
        lines.append(f"reading grade of words for a hard moment {sight.calm_grade}")
    return lines


def is_for_members(sight: Sight) -> bool:
    return sight.who not in STAFF and not sight.name.startswith(NOT_FOR_MEMBERS)


def _below(run: Scores) -> str:
    below: dict[str, Any] = {name: score for name, score in run.scores.items() if score < GOALS[name]}
    return f"{below} ({'; '.join(run.lost)})"
