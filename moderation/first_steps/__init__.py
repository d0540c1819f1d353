"""What a new moderator goes through before the first real entry: invented cases, and our own agreement."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Choice:
    """Something one could do. `after` is what a colleague would say to it; no choice is right or wrong."""

    key: str
    says: str
    after: str


@dataclass(frozen=True, slots=True)
class Case:
    """An invented entry: where it stands, the words, why it is on the desk; what colleagues would do, and why."""

    slug: str
    title: str
    where: str
    words: str
    why: tuple[str, ...]
    colleagues: str
    because: str
    choices: tuple[Choice, ...]

    def choice(self, key: str) -> Choice | None:
        return next((one for one in self.choices if one.key == key), None)


@cache
def cases(language: str = "en") -> tuple[Case, ...]:
    """All of them in this language, or in English. Raises TypeError when a file misses a field or has one too many."""
    return tuple(_case(dict(one)) for one in _file(language)["case"])


def agreement_words(language: str = "en") -> str:
    """The moderators' agreement as we wrote it, in Markdown; admins may put their own in its place."""
    return str(_file(language)["agreement"]).strip()


def _case(one: dict[str, Any]) -> Case:
    choices = tuple(Choice(**choice) for choice in one.pop("choice"))
    return Case(**{**one, "why": tuple(one["why"])}, choices=choices)


@cache
def _file(language: str) -> dict[str, Any]:
    path = FOLDER / f"{language}.toml"
    with (path if path.exists() else FOLDER / "en.toml").open("rb") as file:
        return tomllib.load(file)
