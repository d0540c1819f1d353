"""Fold what was typed into plain small letters, and remember where every letter came from."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters of other scripts that look like ours, and the typographic forms of apostrophes and quotation marks.
_LOOKS = "аɑαàа:a|вß:b|сϲ:c|ԁ:d|еєε:e|ɡ:g|һн:h|іıιӏ:i|ј:j|кκ:k|мм:m|пη:n|оοσ0:o|рρ:p|ѕ:s|тτ:t|υц:u|ѵν:v|ѡω:w|хχ:x|уγ:y"


def _confusables() -> dict[int, str]:
    table = {ord(mark): "'" for mark in "‘’‚‛`´ʼ＇′"} | {ord(mark): '"' for mark in "“”„‟«»＂″"}
    for group in _LOOKS.split("|"):
        look, _, plain = group.rpartition(":")
        table |= {ord(letter): plain for letter in look if not letter.isascii()}
    return table


_CONFUSABLES = _confusables()
_ASCII = str.maketrans({"`": "'"})
_SILENT = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]"
)
_MARKS = ("Mn", "Me", "Cf")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def fold(text: str) -> tuple[str, list[int] | None]:
    """The text in plain small letters, and for each of its characters the index it came from.

    The list is None when the positions are the same, which is so for all plain ASCII text.
    """
    if text.isascii():
        return text.lower().translate(_ASCII), None
    return _fold_slowly(text)


def _fold_slowly(text: str) -> tuple[str, list[int]]:
    """Stretches of plain letters at once, the others one by one."""
    pieces: list[str] = []
    origin: list[int] = []
    at = 0
    for match in _BEYOND_ASCII.finditer(text):
        index = match.start()
        plain = _plain(match.group())
        pieces += (text[at:index].lower(), plain)
        origin.extend(range(at, index))
        origin.extend([index] * len(plain))
        at = index + 1
    pieces.append(text[at:].lower())
    origin.extend(range(at, len(text)))
    return "".join(pieces), origin


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    """What one character stands for: nothing, one letter, or a few (a ligature)."""
    known = _CONFUSABLES.get(ord(letter))
    if known is not None:
        return known
    if _SILENT.match(letter):
        return ""
    parts = unicodedata.normalize("NFKD", letter)[:4]
    plain = "".join(p for p in parts if unicodedata.category(p) not in _MARKS).lower()
    return "".join(_CONFUSABLES.get(ord(p), p) for p in plain)


_STRETCH = re.compile(r"([a-z])\1{2,}")
_LEET = str.maketrans("0134578@$!+", "oieastbasit")


def unstretch(word: str) -> tuple[str, str]:
    """A stretched word with its runs cut to two letters, and to one: sooo -> soo, so."""
    return _STRETCH.sub(r"\1\1", word), _STRETCH.sub(r"\1", word)


def unleet(word: str) -> str:
    """Figures and signs read as letters: 1d10t -> idiot."""
    return word.translate(_LEET)
