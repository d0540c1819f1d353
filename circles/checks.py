"""The site does not start without a rulebook: a reader that is not plugged in must never fail open and silent."""

from typing import Any

from django.core.checks import Error, register

from circles import guidance


def rulebook_is_there(app_configs: Any, **_: Any) -> list[Error]:
    if guidance.is_set():
        return []
    return [Error("No rulebook was given to circles.guidance.", hint="moderation sets it at start.", id="circles.E001")]


def register_checks() -> None:
    register(rulebook_is_there)
