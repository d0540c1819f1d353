"""The help lines: read once from `help_lines.toml`, no database, no network."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("help_lines.toml")
ELSEWHERE = ""


@dataclass(frozen=True)
class HelpLine:
    """One line. `country` is an ISO 3166 code of two letters, "" for the line that fits anywhere.

    `call` and `text` are digits to dial, "" where the line has none; `chat` is an address or "".
    """

    country: str
    place: str
    name: str
    source: str
    checked_on: date
    call: str = ""
    shown: str = ""
    text: str = ""
    text_shown: str = ""
    chat: str = ""

    @property
    def call_as_said(self) -> str:
        return self.shown or self.call

    @property
    def text_as_said(self) -> str:
        return self.text_shown or self.text

    @property
    def fits_anywhere(self) -> bool:
        return self.country == ELSEWHERE


@cache
def all_lines() -> tuple[HelpLine, ...]:
    """Every line in the order of the file. Raises `TypeError` when the file misses a field or has one too many."""
    with DATA.open("rb") as file:
        return tuple(HelpLine(**line) for line in tomllib.load(file)["lines"])


def help_lines_for(country: str | None) -> tuple[HelpLine, ...]:
    """The lines to show somebody, best first; never empty, always ending with the one that fits anywhere.

    `country` is an ISO 3166 code in any case. None or "": we don't know, so every line.
    A country without a line of its own gets the one that fits anywhere.
    """
    if not country:
        return all_lines()
    wanted = (country.upper(), ELSEWHERE)
    return tuple(line for line in all_lines() if line.country in wanted)


def places() -> tuple[tuple[str, str], ...]:
    """(code, name) of each country that has a line of its own."""
    return tuple((line.country, line.place) for line in all_lines() if not line.fits_anywhere)
