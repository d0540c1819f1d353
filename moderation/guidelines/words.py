"""The small words of a language: contractions, classes, verb forms. All of it comes from `words.toml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

_VOWELS = "aeiou"


@dataclass(slots=True)
class Words:
    """What a book knows about single words. `known` grows while patterns are compiled."""

    parts: dict[str, tuple[str, ...]]
    classes: dict[str, frozenset[str]]
    irregular: dict[str, tuple[str, ...]]
    leads: frozenset[str]
    joins: frozenset[str]
    common: dict[str, float]
    lists: dict[str, frozenset[str]]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    known: set[str] = field(default_factory=set)
    met: dict[str, tuple[str, ...]] = field(default_factory=dict)  # what single typed words were read as

    def forms(self, verb: str) -> frozenset[str]:
        """The verb with its endings: stop -> stop, stops, stopped, stopping."""
        if verb in self.irregular:
            return frozenset((verb, *self.irregular[verb], *_regular(verb)[:2]))
        return frozenset((verb, *_regular(verb)))

    def gerund(self, verb: str) -> str:
        """stop -> stopping."""
        return _regular(verb)[1]


def _regular(verb: str) -> tuple[str, str, str]:
    """Third person, -ing and -ed of a verb by the rules of spelling."""
    if verb.endswith("ie"):
        return verb + "s", verb[:-2] + "ying", verb + "d"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and len(verb) > 2:
        return verb + "s", verb[:-1] + "ing", verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ies", verb + "ing", verb[:-1] + "ied"
    plural = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    stem = verb + verb[-1] if _doubles(verb) else verb
    return plural, stem + "ing", stem + ("d" if verb.endswith("e") else "ed")


def _doubles(verb: str) -> bool:
    """Short verbs double their last letter: stop, quit, let."""
    vowels = sum(letter in _VOWELS for letter in verb)
    ends = len(verb) > 2 and verb[-1] not in _VOWELS + "wxy" and verb[-2] in _VOWELS
    return ends and (vowels == 1 or (vowels == 2 and verb.startswith("qu")))


def build_words(table: dict[str, Any]) -> Words:
    """Words from the tables of a `words.toml`; a class may name another class as @name."""
    parts = {piece: tuple(full.split()) for piece, full in table["expand"].items()}
    words = Words(
        parts=parts,
        classes={},
        irregular={verb: tuple(f.split()) for verb, f in table["irregular"].items()},
        leads=frozenset(table["leads"].split()),
        joins=frozenset(table["joins"].split()),
        common={word: float(rate) for rate, group in table["common"].items() for word in group.split()},
        lists={name: frozenset(group.split()) for name, group in table["lists"].items()},
        phrases={name: tuple(tuple(p.split()) for p in group) for name, group in table["phrases"].items()},
    )
    for name, group in table["classes"].items():
        words.classes[name] = _members(group, words)
    return words


def _members(group: str, words: Words) -> frozenset[str]:
    members: set[str] = set()
    for item in group.split():
        if item.startswith("@"):
            members |= words.classes[item[1:]]
        else:
            members |= words.forms(item[:-1]) if item.endswith("~") else {item}
    return frozenset(members)
