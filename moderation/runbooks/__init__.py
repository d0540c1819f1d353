"""What to do when minutes count: one page for each, in the order in which it is done."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Runbook:
    """One page: what comes first, the steps in their order, and what not to do."""

    slug: str
    title: str
    first: str
    steps: tuple[str, ...]
    not_this: str


def minutes() -> dict[str, Any]:
    """What a page needs to lead there: the runbooks in its reader's language, and whom to call."""
    return {
        "runbooks": runbooks(get_language() or "en"),
        "lead": settings.SAFEGUARDING_LEAD,
        "lead_hours": settings.SAFEGUARDING_HOURS,
    }


@cache
def runbooks(language: str = "en") -> tuple[Runbook, ...]:
    """All of them in this language, or in English. Raises TypeError when a file misses a field or has one too many."""
    path = FOLDER / f"{language}.toml"
    with (path if path.exists() else FOLDER / "en.toml").open("rb") as file:
        found = tomllib.load(file)["runbook"]
    return tuple(Runbook(**{**one, "steps": tuple(one["steps"])}) for one in found)
