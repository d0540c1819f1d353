"""The rulebook: TOML in, compiled rules out. A book is made once and then only read."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from .findings import LEVELS, QUALITIES, Need, Role
from .guards import ALL_GUARDS, GUARDS
from .learned.care import load_lean
from .learned.second import Second, load_second
from .pattern import Pattern, PatternError, compile_pattern
from .words import Words, WordsError, build_words

RULES = Path(__file__).parent / "rules"


class NoBook(LookupError):
    """There is no rulebook for a language; nothing can be said about words in it."""


class BookError(ValueError):
    """A rule that cannot be used; the message names the rule and what is missing."""


@dataclass(frozen=True, slots=True)
class Guideline:
    """A category: its number, its address, and the one line a member reads about it."""

    number: int
    slug: str
    title: str
    line: str
    qualities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing the reader knows. `levels` holds other levels for what the author of the share asked for."""

    id: str
    guideline: Guideline
    level: str
    levels: dict[str, str]
    guards: tuple[str, ...]
    in_share: bool
    unless: tuple[Pattern, ...]
    reason: str
    rewordings: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]
    need: Need | None  # what was asked for where the examples stand
    role: Role
    kind: str = ""  # care only: what the danger is
    grade: str = ""  # care only: passive, active, plan, danger
    weight: float = 0.0  # care only
    is_learned: bool = False  # no patterns of its own: a category of the second reader, as `site.all_rules` lists it


@dataclass(frozen=True, slots=True)
class Book:
    """Everything the reader needs for one language."""

    language: str
    version: str
    words: Words
    guidelines: tuple[Guideline, ...]
    rules: tuple[Rule, ...]
    cues: tuple[Rule, ...]
    index: dict[str, tuple[tuple[Pattern, Rule], ...]]
    care_index: dict[str, tuple[tuple[Pattern, Rule], ...]]
    frames: dict[str, tuple[Pattern, ...]]  # the past, a film, somebody else: what makes a cue of danger weaker
    second: Second | None = None  # the reader that was learned; without it the rules read alone
    own_rules: tuple[Rule, ...] = ()  # what a site added, see site.py
    own_index: dict[str, tuple[tuple[Pattern, Rule], ...]] = field(default_factory=dict)
    own_costs: dict[str, int] = field(default_factory=dict)  # units of one walk, by the pattern's source
    resting: frozenset[str] = frozenset()  # ids that a site switched off
    softer: frozenset[str] = frozenset()  # ids that a site wants one level lower


Entry = tuple[Rule, list[Pattern], list[Pattern]]  # a rule, its patterns, and those that are less certain


@lru_cache(maxsize=8)
def load_book(language: str = "en") -> Book:
    """The built-in book of a language, compiled once. Raises NoBook for a language without one."""
    if language not in languages():
        raise NoBook(f"There is no rulebook for the language {language!r}.")
    # Read now and not with somebody's first post, which would wait 20 ms for it.
    load_lean(language)
    return build_book(language)


def book_language(code: str) -> str:
    """The language of the book for a language code: its own, or that of the wider language (es-MX -> es).

    Raises NoBook: reading German with English rules would find *die* in every other sentence.
    """
    wider = code.lower().replace("_", "-").partition("-")[0]
    for language in (code, wider):
        if language in languages():
            return language
    raise NoBook(f"There is no rulebook for the language {code!r}.")


def languages() -> tuple[str, ...]:
    """The languages that have a book."""
    return tuple(sorted(path.parent.name for path in RULES.glob("*/words.toml")))


def build_book(language: str, extra: Iterable[dict[str, Any]] = ()) -> Book:
    """The built-in book with further chapters (tables shaped like a rule file). Raises BookError."""
    folder = RULES / language
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("[0-9]*.toml"))]
    words = _words(folder / "words.toml")
    chapters = [tomllib.loads(text) for text in texts] + list(extra)
    compiled = [entry for chapter in chapters for entry in _chapter(chapter, words)]
    _refuse_twins([rule.id for rule, _, _ in compiled])
    frames = {
        name: tuple(p for source in sources for p in compile_pattern(source, words))
        for chapter in chapters
        for name, sources in chapter.get("frames", {}).items()
    }
    guidelines = {rule.guideline.number: rule.guideline for rule, _, _ in compiled}
    rules = [entry for entry in compiled if not entry[0].kind]
    cues = [entry for entry in compiled if entry[0].kind]
    ordered = tuple(guidelines[number] for number in sorted(guidelines))
    return Book(
        language,
        _version(chapters, words),
        words,
        ordered,
        tuple(entry[0] for entry in rules),
        tuple(entry[0] for entry in cues),
        index_of(rules),
        index_of(cues),
        frames,
        load_second(language, ordered),
    )


def _words(path: Path) -> Words:
    try:
        return build_words(tomllib.loads(path.read_text(encoding="utf-8")))
    except (WordsError, KeyError) as problem:
        raise BookError(f"Language {path.parent.name}: {problem}") from problem


def _version(chapters: list[dict[str, Any]], words: Words) -> str:
    return hashlib.sha256(repr((chapters, sorted(words.known), sorted(words.parts))).encode()).hexdigest()[:12]


def _refuse_twins(ids: list[str]) -> None:
    twins = {one for one in ids if ids.count(one) > 1}
    if twins:
        raise BookError(f"These rule ids stand twice in the book: {', '.join(sorted(twins))}")


def _chapter(chapter: dict[str, Any], words: Words) -> list[Entry]:
    qualities = tuple(chapter["qualities"])
    if not set(qualities) <= set(QUALITIES):
        raise BookError(f"Unknown quality in {chapter['slug']}: {qualities}")
    guideline = Guideline(chapter["category"], chapter["slug"], chapter["title"], chapter["line"], qualities)
    return [make_rule(table, chapter, guideline, words) for table in chapter["rule"]]


def make_rule(table: dict[str, Any], chapter: dict[str, Any], guideline: Guideline, words: Words) -> Entry:
    """A rule compiled from its table; what the table does not say, the chapter does. Raises BookError."""
    name = table.get("id", "a rule without id")
    try:
        patterns = [p for source in table["patterns"] for p in compile_pattern(source, words)]
        softer = [p for source in table.get("softer", ()) for p in compile_pattern(source, words)]
        excused = (*chapter.get("unless", ()), *table.get("unless", ()))
        unless = [p for source in excused for p in compile_pattern(source, words)]
        level = table.get("level", chapter.get("level", "nudge"))
        levels = {need: table.get(need, chapter.get(need, level)) for need in ("listen", "ask", "ideas")}
        without = table.get("without", chapter.get("without", ()))
        rule = Rule(
            id=name,
            guideline=guideline,
            level=level,
            levels=levels,
            guards=(*(guard for guard in GUARDS if guard not in without), *table.get("with", ())),
            in_share=table.get("in_share", chapter.get("in_share", False)),
            unless=tuple(unless),
            reason=table["reason"],
            rewordings=tuple(table["rewordings"]),
            examples=tuple(table["examples"]),
            lookalikes=tuple(table["lookalikes"]),
            need=table.get("need", chapter.get("need")),
            role=table.get("role", chapter.get("role", "reply")),
            kind=table.get("kind", ""),
            grade=table.get("grade", ""),
            weight=table.get("weight", 1.0),
        )
    except (KeyError, PatternError) as problem:
        raise BookError(f"Rule {name}: {problem}") from problem
    if not set(rule.guards) <= set(ALL_GUARDS):
        raise BookError(f"Rule {name}: a guard must be one of {', '.join(ALL_GUARDS)}.")
    if not {level, *levels.values()} <= set(LEVELS):
        raise BookError(f"Rule {name}: a level must be one of {', '.join(LEVELS)}.")
    return rule, patterns, softer


def softened(rule: Rule) -> Rule:
    """The same rule one level lower: for its less certain patterns, and where a site wants it so."""
    lower = {"hold": "nudge", "nudge": "tip"}
    levels = {need: lower.get(level, level) for need, level in rule.levels.items()}
    return replace(rule, level=lower.get(rule.level, rule.level), levels=levels)


def index_of(entries: list[Entry]) -> dict[str, tuple[tuple[Pattern, Rule], ...]]:
    """The patterns under the words of which one must be there."""
    index: dict[str, list[tuple[Pattern, Rule]]] = {}
    for rule, patterns, softer in entries:
        gentle = softened(rule) if softer else rule
        for entry in [(p, rule) for p in patterns] + [(p, gentle) for p in softer]:
            for word in entry[0].needs[0]:
                index.setdefault(word, []).append(entry)
    return {word: tuple(found) for word, found in index.items()}
