"""The small words of a language: short forms, classes, verb forms. All of it comes from `words.toml`.

No word of any language stands in the code; a language is a folder of TOML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .normalise import fold

# What every words.toml must say, if only with an empty string: the guards and the care detector ask for these.
LISTS = frozenset(
    "negators conditions reports reports_alone received inner formerly constantly passive between no_subject to_self "
    "mine yours speaker turns opinions hedges sorry sorry_i sorry_for apologies not_members addressing "
    "third addressed generic to_you before_objects told told_or_called spoken_to no_speaker goes_on "
    "takes_back".split()
)
PHRASES = frozenset(("not_a_no", "as_if", "softeners", "validates", "words_of"))
CLASSES = frozenset(("self", "notself"))


class WordsError(ValueError):
    """A words.toml that lacks something; the message says what."""


class Ending(NamedTuple):
    """How verbs that look like `when` are inflected: `then` are their forms, with \\1 for what the bracket held."""

    when: re.Pattern[str]
    then: tuple[str, ...]


class Mixed(NamedTuple):
    """A word often typed for others: *your* for *you are* before certain words, and, if typed short, before -ing."""

    word: str
    meant: tuple[str, ...]
    before: frozenset[str]
    short: str
    short_before: str


@dataclass(slots=True)
class Words:
    """What a book knows about single words. `known` grows while patterns are compiled."""

    parts: dict[str, tuple[str, ...]]
    classes: dict[str, frozenset[str]]
    irregular: dict[str, tuple[str, ...]]
    endings: tuple[Ending, ...]
    kept: int  # how many of the regular forms an irregular verb has too
    turned: int  # which of the regular forms stands after "what helped me was"
    leads: frozenset[str]
    joins: frozenset[str]
    common: dict[str, float]
    lists: dict[str, frozenset[str]]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    mirror: dict[str, str]  # your -> my, where a rewording turns what was said to *you* into what *I* did
    mirror_ending: dict[str, str]  # the same inside a verb: levantarte -> levantarme
    possessive: str
    mixed: Mixed | None
    known: set[str] = field(default_factory=set)
    met: dict[str, tuple[str, ...]] = field(default_factory=dict)  # what single typed words were read as
    kinds: dict[str, str] = field(default_factory=dict)  # for the second reader: the class of a word

    def forms(self, verb: str) -> frozenset[str]:
        """The verb with its endings: stop -> stop, stops, stopped, stopping."""
        if verb in self.irregular:
            return frozenset((verb, *self.irregular[verb], *self._regular(verb)[: self.kept]))
        return frozenset((verb, *self._regular(verb)))

    def gerund(self, verb: str) -> str:
        """stop -> stopping; a verb no ending fits stays as it is."""
        regular = self._regular(verb)
        return regular[self.turned] if regular else verb

    def turn_round(self, verb: str) -> str:
        """The verb with the ending that speaks to *you* turned to the one that speaks of *me*."""
        for ending, mine in self.mirror_ending.items():
            if verb.endswith(ending):
                return verb.removesuffix(ending) + mine
        return verb

    def _regular(self, verb: str) -> tuple[str, ...]:
        """The forms by the first ending that fits."""
        for when, then in self.endings:
            if found := when.fullmatch(verb):
                return tuple(found.expand(form) for form in then)
        return ()


def build_words(table: dict[str, Any]) -> Words:
    """Words from the tables of a `words.toml`; a class or list may name another as @name. Raises WordsError."""
    _refuse_gaps(table)
    verbs = table["verbs"]
    words = Words(
        parts={_plain(piece): tuple(_plain(full).split()) for piece, full in table["expand"].items()},
        classes={},
        irregular={_plain(verb): tuple(_plain(forms).split()) for verb, forms in table["irregular"].items()},
        endings=tuple(Ending(re.compile(one["when"]), tuple(one["then"].split())) for one in verbs["endings"]),
        kept=verbs["kept"],
        turned=verbs["turned"],
        leads=_set(table["leads"]),
        joins=_set(table["joins"]),
        common={word: float(rate) for rate, group in table["common"].items() for word in _plain(group).split()},
        lists={},
        phrases={name: tuple(tuple(_plain(p).split()) for p in group) for name, group in table["phrases"].items()},
        mirror=table.get("mirror", {}),
        mirror_ending=table.get("mirror_ending", {}),
        possessive=table.get("possessive", ""),
        mixed=_mixed(table.get("mixed")),
    )
    for name, group in table["lists"].items():
        words.lists[name] = words.lists[group[1:]] if group.startswith("@") else _set(group)
    for name, group in table["classes"].items():
        words.classes[name] = _members(_plain(group), words)
    return words


def _refuse_gaps(table: dict[str, Any]) -> None:
    missing = [
        f"{part}.{name}"
        for part, names in (("lists", LISTS), ("phrases", PHRASES), ("classes", CLASSES))
        for name in sorted(names - set(table.get(part, ())))
    ]
    if missing:
        raise WordsError(f"These are missing in words.toml: {', '.join(missing)}")


def _plain(text: str) -> str:
    """As texts are read: small letters without accents."""
    return fold(text)[0]


def _set(group: str) -> frozenset[str]:
    return frozenset(_plain(group).split())


def _mixed(table: dict[str, str] | None) -> Mixed | None:
    if table is None:
        return None
    meant, before = tuple(table["meant"].split()), frozenset(table["before"].split())
    return Mixed(table["word"], meant, before, table["short"], table["short_before"])


def _members(group: str, words: Words) -> frozenset[str]:
    members: set[str] = set()
    for item in group.split():
        if item.startswith("@"):
            members |= words.classes[item[1:]]
        else:
            members |= words.forms(item[:-1]) if item.endswith("~") else {item}
    return frozenset(members)
