"""What in a text could tell a stranger who its author is: a number, an address, a name, a place of work.

Only a hint before posting: nothing is held back or kept because of it. So it is careful rather than complete: doses,
dates, money, days counted and the numbers of help lines are no phone numbers. No pattern here can run away: each has
bounded pieces, and the text is no longer than a post.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from .findings import AT_ONCE

LONGEST = 5_000
PHONE, EMAIL, ADDRESS, NAME, HANDLE, WORK = "phone", "email", "address", "name", "handle", "work"
KINDS = (PHONE, EMAIL, ADDRESS, NAME, HANDLE, WORK)


@dataclass(frozen=True, slots=True)
class Detail:
    """One passage that may identify somebody. `start` and `end` are code points of the text as typed."""

    kind: str
    start: int
    end: int


# Digits in groups, with one mark between two groups. What it is decided by `_is_phone`.
_NUMBER = re.compile(r"(?<![\w.,/:$€£#+-])(?:\+|00)?\(?\d{1,6}\)?(?:[ .\-/]{1,2}\(?\d{1,6}\)?){0,6}(?![\w%°]|[.,:/]\d)")
_RUN = re.compile(r"(?<![\w.,/:$€£#+-])(?:\+|00)?\d{9,15}(?![\w%°]|[.,:/]\d)")
_ASKS_TO_CALL = re.compile(
    r"\b(?:phone|mobile|cell|number|call|text|ring|whatsapp|signal|telegram|reach)(?:\W+\w+){0,4}\W*$", re.IGNORECASE
)
_MONEY_BEFORE = re.compile(r"(?:[$€£₹]|\b(?:usd|eur|gbp|rs|aud)\.?)\s*$", re.IGNORECASE)
_UNIT_AFTER = re.compile(
    r"\s*(?:mg|ml|g|kg|mcg|µg|lbs?|units?|dollars|euros?|pounds|quid|bucks|rupees|days?|hours?|weeks?|months?|years?|"
    r"minutes|pills|tablets|calories|kcal|steps|miles|km|am|pm)\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,4}[ ./\-]{1,2}\d{1,2}[ ./\-]{1,2}\d{2,4}\Z|(?:19|20)\d\d[ ./\-]{1,3}(?:19|20)?\d\d\Z")

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,63}){1,4}(?![\w@])")

_WAY = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Ct|Crescent|Terrace|Boulevard|Blvd|Place|"
    r"Square|Highway|Hwy|Nagar|Marg)"
)
_STREET = re.compile(rf"(?<![\w.,$€£])\d{{1,5}}[A-Za-z]?,? (?:[A-Z][\w'’.-]{{1,20}} ){{1,3}}{_WAY}\b\.?")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z][a-z]{2,20},? [A-Z]{2} \d{5}(?:-\d{4})?\b")

_PERSON = r"[A-Z][a-z’'-]{1,20}(?: [A-Z]\.?)? (?:Mc|Mac|O['’]|de |van |von )?[A-Z][a-z’'-]{1,24}"
_FULL_NAME = re.compile(
    rf"\b(?:[Mm]y (?:full |real |whole )?name(?: is|['’]s|:)|I am called|I['’]m called|[Ll]ook me up(?: as|:)?) "
    rf"({_PERSON})\b"
)
_HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z0-9_.]{3,30}\b|(?<![\w/])/?u/[A-Za-z0-9_-]{3,20}\b")
_SPOKEN_HANDLE = re.compile(
    r"\b(?:my|add me on|find me on|follow me on|dm me on|message me on) ?"
    r"(?:insta(?:gram)?|snap(?:chat)?|discord|tiktok|twitter|telegram|facebook|reddit|kik)"
    r"(?: (?:is|name is|handle is|as)|:|,)? ((?:[A-Za-z0-9.]*[0-9_#][A-Za-z0-9_.#]*|[A-Za-z]+\.[A-Za-z]+)(?<!\.))",
    re.IGNORECASE,
)
_PLACE = r"[A-Z][\w'’&-]{1,24}(?: (?:of |and |& )?[A-Z][\w'’&-]{1,24}){0,3}"
_WORK = re.compile(
    rf"\b(?:I|we|he|she) (?:still |now |also )?(?:works?|worked|teach|teaches|nurse|drive|clean|cook) "
    rf"(?:as an? [a-z]{{2,20}}(?: [a-z]{{2,20}})? )?(?:at|for) (?:the |our )?{_PLACE}(?: [a-z]{{3,12}})? "
    rf"(?:in|near|on) (?:the )?{_PLACE}"
)
_NO_TOWN = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday christmas easter english spanish".split()
)
_SAID_ALOUD = frozenset(("everyone", "everybody", "all", "here", "channel", "home", "work", "night", "least", "mods"))


def details(text: str, known_numbers: Collection[str] = ()) -> tuple[Detail, ...]:
    """The passages, in the order of the text, three at most. `known_numbers`: digits that are everybody's (help lines).

    Never raises for any text, and the same text gives the same answer.
    """
    text = text[:LONGEST]
    found: list[Detail] = []
    for one in (*_emails(text), *_addresses(text), *_names(text), *_works(text), *_handles(text),
                *_phones(text, frozenset(known_numbers))):  # fmt: skip
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start)[:AT_ONCE])


def _emails(text: str) -> Iterator[Detail]:
    for match in _EMAIL.finditer(text):
        yield Detail(EMAIL, match.start(), match.end())


def _addresses(text: str) -> Iterator[Detail]:
    for pattern in (_STREET, _POSTCODE):
        for match in pattern.finditer(text):
            yield Detail(ADDRESS, match.start(), match.end())


def _names(text: str) -> Iterator[Detail]:
    for match in _FULL_NAME.finditer(text):
        yield Detail(NAME, *match.span(1))


def _works(text: str) -> Iterator[Detail]:
    for match in _WORK.finditer(text):
        town = match.group().split()[-1].casefold()
        if town not in _NO_TOWN and not town.isdigit():
            yield Detail(WORK, match.start(), match.end())


def _handles(text: str) -> Iterator[Detail]:
    for match in _HANDLE.finditer(text):
        if match.group().strip("@.").casefold() not in _SAID_ALOUD:
            yield Detail(HANDLE, match.start(), match.end())
    for match in _SPOKEN_HANDLE.finditer(text):
        yield Detail(HANDLE, *match.span(1))


def _phones(text: str, known: frozenset[str]) -> Iterator[Detail]:
    for pattern in (_NUMBER, _RUN):
        for match in pattern.finditer(text):
            if _is_phone(text, match, known):
                yield Detail(PHONE, match.start(), match.end())


def _is_phone(text: str, match: re.Match[str], known: frozenset[str]) -> bool:
    """Ten digits are one, with a country's code or a nought at the front nine; seven where somebody says *call me*."""
    said = match.group()
    digits = re.sub(r"\D", "", said)
    if digits in known or digits.removeprefix("1") in known or _DATE.match(said.strip("()")):
        return False
    if _MONEY_BEFORE.search(text[max(0, match.start() - 6) : match.start()]) or _UNIT_AFTER.match(text, match.end()):
        return False
    if len(set(digits)) == 1 or len(digits) > 15:
        return False
    groups = re.findall(r"\d+", said)
    if any(len(group) < 2 for group in groups[1:]) or _is_a_count(groups):
        return False
    least = 9 if said.startswith(("+", "0", "(0")) else 10
    if _ASKS_TO_CALL.search(text[max(0, match.start() - 40) : match.start()]):
        least = 7
    return len(digits) >= least


def _is_a_count(groups: list[str]) -> bool:
    """Years and days in a row: "2019 2020 2021", "10 20 30 40 50"."""
    years = all(len(group) == 4 and group[:2] in ("19", "20") for group in groups)
    steps = len(groups) > 3 and all(len(group) <= 2 for group in groups) and not groups[0].startswith("0")
    return years or steps
