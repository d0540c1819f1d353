"""What in a text could tell a stranger who its author is: a number, an address, a name, a place of work.

Only a hint before posting: nothing is held back or kept because of it. So it is careful rather than complete: doses,
dates, money, days counted and the numbers of help lines are no phone numbers. No pattern here can run away: each has
bounded pieces, and the text is no longer than a post. The words of a language stand in its `details.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .book import RULES
from .findings import AT_ONCE

LONGEST = 5_000
DEFAULT = "en"
PHONE, EMAIL, ADDRESS, NAME, HANDLE, WORK = "phone", "email", "address", "name", "handle", "work"
KINDS = (PHONE, EMAIL, ADDRESS, NAME, HANDLE, WORK)


@dataclass(frozen=True, slots=True)
class Detail:
    """One passage that may identify somebody. `start` and `end` are code points of the text as typed."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Known:
    """How details are said in one language."""

    asks_to_call: re.Pattern[str]
    money_before: re.Pattern[str]
    unit_after: re.Pattern[str]
    local: tuple[tuple[str, int], ...]  # first digits and length of what is a number as it stands
    addresses: tuple[re.Pattern[str], ...]
    name: re.Pattern[str]
    spoken_handle: re.Pattern[str]
    nobody: frozenset[str]
    work: re.Pattern[str]
    no_town: frozenset[str]


# Digits in groups, with one mark between two groups. What it is decided by `_is_phone`.
_NUMBER = re.compile(r"(?<![\w.,/:$€£#+-])(?:\+|00)?\(?\d{1,6}\)?(?:[ .\-/]{1,2}\(?\d{1,6}\)?){0,6}(?![\w%°]|[.,:/]\d)")
_RUN = re.compile(r"(?<![\w.,/:$€£#+-])(?:\+|00)?\d{9,15}(?![\w%°]|[.,:/]\d)")
_DATE = re.compile(r"\d{1,4}[ ./\-]{1,2}\d{1,2}[ ./\-]{1,2}\d{2,4}\Z|(?:19|20)\d\d[ ./\-]{1,3}(?:19|20)?\d\d\Z")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,63}){1,4}(?![\w@])")
_HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z0-9_.]{3,30}\b|(?<![\w/])/?u/[A-Za-z0-9_-]{3,20}\b")
_SERVICE = r"(?:insta(?:gram)?|snap(?:chat)?|discord|tiktok|twitter|telegram|facebook|reddit|kik)"
_BIG, _SMALL = "A-ZÁÉÍÓÚÜÑ", "a-záéíóúüñ"
_PLACE = rf"[{_BIG}][\w'’&-]{{1,24}}(?: (?:of |and |& |de |del |la |los |las )*[{_BIG}][\w'’&-]{{1,24}}){{0,3}}"


@lru_cache(maxsize=8)
def _known(language: str) -> _Known:
    """The patterns of a language; those of the default one where it has no such file."""
    path = RULES / language / "details.toml"
    if not path.is_file():
        return _known(DEFAULT)
    return _built(tomllib.loads(path.read_text(encoding="utf-8")))


def _built(table: dict[str, dict[str, Any]]) -> _Known:
    phone, name, handle = table["phone"], table["name"], table["handle"]
    return _Known(
        re.compile(rf"\b(?:{_any(phone['asks'])})(?:\W+\w+){{0,4}}\W*$", re.IGNORECASE),
        re.compile(rf"(?:[$€£₹]|\b(?:{_any(phone['money'])})\.?)\s*$", re.IGNORECASE),
        re.compile(rf"\s*(?:{_any(phone['units'])})\b", re.IGNORECASE),
        tuple((first, int(length)) for first, _, length in (one.partition(":") for one in phone["local"].split())),
        (_street(table["address"]), *(re.compile(code) for code in table["address"]["codes"])),
        _name(name),
        re.compile(
            rf"\b(?:{_any(handle['asks'])}) ?{_SERVICE}(?: (?:{_any(handle['is'])})|:|,)? "
            r"((?:[A-Za-z0-9.]*[0-9_#][A-Za-z0-9_.#]*|[A-Za-z]+\.[A-Za-z]+)(?<!\.))",
            re.IGNORECASE,
        ),
        frozenset(handle["nobody"].split()),
        _work(table["work"]),
        frozenset(table["work"]["no_town"].split()),
    )


def _any(words: str) -> str:
    """One of these words, the longest first; _ stands for a space."""
    items = sorted((word.replace("_", " ") for word in words.split()), key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, items))


def _street(table: dict[str, Any]) -> re.Pattern[str]:
    way = _any(table["ways"])
    if table["way_first"]:  # Calle de la Paz, 14
        joins = rf"(?:(?:{_any(table['joins'])}) ){{0,2}}"
        called = rf"{joins}[{_BIG}\d][\w'’.-]{{0,20}}(?: {joins}[{_BIG}][\w'’.-]{{1,20}}){{0,3}}"
        return re.compile(
            rf"(?<!\w)(?:{way})[ .]? ?{called},?(?: (?:nº|n°|núm\.?|número|#|No\.?))? ?\d{{1,5}}(?![\w%])"
        )
    return re.compile(rf"(?<![\w.,$€£])\d{{1,5}}[A-Za-z]?,? (?:[{_BIG}][\w'’.-]{{1,20}} ){{1,3}}(?:{way})\b\.?")


def _name(table: dict[str, str]) -> re.Pattern[str]:
    is_so = "|".join(re.escape(word) if word[0] in "':" else f" {word}" for word in table["is"].split())
    is_so = is_so.replace("'", "['’]")
    between = _any(table["between"]).replace("'", "['’]")
    person = (
        rf"[{_BIG}][{_SMALL}’'-]{{1,20}}(?: [{_BIG}]\.?)? (?:{between})?[{_BIG}][{_SMALL}’'-]{{1,24}}"
        rf"(?: [{_BIG}][{_SMALL}’'-]{{1,24}})?"
    )
    asks, alone = _any(table["asks"]), _any(table["alone"]).replace("'", "['’]")
    return re.compile(rf"\b(?i:(?:{asks})(?:{is_so})|{alone}) ({person})\b")


def _work(table: dict[str, Any]) -> re.Pattern[str]:
    least = "{1}" if table["says_who"] else "{0,1}"  # trabajo says who by itself
    small, the = f"[{_SMALL}]", _any(table["the"])
    role = rf"(?:(?:{_any(table['role'])}) (?:(?:{_any(table['articles'])}) )?{small}{{2,20}}(?: {small}{{2,20}})? )?"
    does = rf"(?:(?:{_any(table['who'])}) ){least}(?:(?:{_any(table['still'])}) )?(?:{_any(table['verbs'])})"
    return re.compile(
        rf"\b(?i:{does}) {role}(?:{_any(table['at'])}) (?:(?:{the}) )?(?:{small}{{3,14}} )?{_PLACE}"
        rf"(?:,| {small}{{3,12}})? (?:{_any(table['in'])}) (?:(?:the|la|el) )?{_PLACE}"
    )


def details(text: str, known_numbers: Collection[str] = (), language: str = DEFAULT) -> tuple[Detail, ...]:
    """The passages, in the order of the text, three at most. `known_numbers`: digits that are everybody's (help lines).

    Never raises for any text, and the same text gives the same answer.
    """
    text, known = text[:LONGEST], _known(language)
    found: list[Detail] = []
    for one in (*_emails(text), *_addresses(text, known), *_names(text, known), *_works(text, known),
                *_handles(text, known), *_phones(text, frozenset(known_numbers), known)):  # fmt: skip
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start)[:AT_ONCE])


def _emails(text: str) -> Iterator[Detail]:
    for match in _EMAIL.finditer(text):
        yield Detail(EMAIL, match.start(), match.end())


def _addresses(text: str, known: _Known) -> Iterator[Detail]:
    for pattern in known.addresses:
        for match in pattern.finditer(text):
            yield Detail(ADDRESS, match.start(), match.end())


def _names(text: str, known: _Known) -> Iterator[Detail]:
    for match in known.name.finditer(text):
        yield Detail(NAME, *match.span(1))


def _works(text: str, known: _Known) -> Iterator[Detail]:
    for match in known.work.finditer(text):
        town = match.group().split()[-1].casefold()
        if town not in known.no_town and not town.isdigit():
            yield Detail(WORK, match.start(), match.end())


def _handles(text: str, known: _Known) -> Iterator[Detail]:
    for match in _HANDLE.finditer(text):
        if match.group().strip("@.").casefold() not in known.nobody:
            yield Detail(HANDLE, match.start(), match.end())
    for match in known.spoken_handle.finditer(text):
        yield Detail(HANDLE, *match.span(1))


def _phones(text: str, everybodys: frozenset[str], known: _Known) -> Iterator[Detail]:
    for pattern in (_NUMBER, _RUN):
        for match in pattern.finditer(text):
            if _is_phone(text, match, everybodys, known):
                yield Detail(PHONE, match.start(), match.end())


def _is_phone(text: str, match: re.Match[str], everybodys: frozenset[str], known: _Known) -> bool:
    """Ten digits are one, with a country's code or a nought at the front nine; seven where somebody says *call me*."""
    said = match.group()
    digits = re.sub(r"\D", "", said)
    if digits in everybodys or digits.removeprefix("1") in everybodys or _DATE.match(said.strip("()")):
        return False
    if known.money_before.search(text[max(0, match.start() - 6) : match.start()]) or known.unit_after.match(
        text, match.end()
    ):
        return False
    if len(set(digits)) == 1 or len(digits) > 15:
        return False
    groups = re.findall(r"\d+", said)
    leads = 2 if said.startswith("+") else 1  # +54 9 11 ...: a lone 9 means a mobile in Argentina
    if any(len(group) < 2 for group in groups[leads:]) or _is_a_count(groups):
        return False
    least = 9 if said.startswith(("+", "0", "(0")) else 10
    if known.asks_to_call.search(text[max(0, match.start() - 40) : match.start()]):
        least = 7
    is_local = any(digits.startswith(first) and len(digits) == length for first, length in known.local)
    return is_local or len(digits) >= least


def _is_a_count(groups: list[str]) -> bool:
    """Years and days in a row: "2019 2020 2021", "10 20 30 40 50"."""
    years = all(len(group) == 4 and group[:2] in ("19", "20") for group in groups)
    steps = len(groups) > 3 and all(len(group) <= 2 for group in groups) and not groups[0].startswith("0")
    return years or steps
