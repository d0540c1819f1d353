"""A book for one site or circle, made from the built-in one in milliseconds: own rules, and rules that rest.

Built-in rules are strict: one that cannot be used stops the start. An own rule that cannot be used costs only itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from .book import Book, BookError, Entry, Rule, index_of, make_rule, softened
from .bounded import DEAREST, cost
from .dispatch import ALL, Index
from .findings import LEVELS
from .learned.second import name_of
from .words import Words

OFF, LOWER = "off", "lower"
OWN_LEVELS = ("tip", "nudge", "hold")
MOST_PATTERNS = 30
LONGEST_SOURCE = 200  # characters of one pattern

Table = dict[str, Any]


def all_rules(book: Book) -> tuple[Rule, ...]:
    """What a site may look at and set: the rules, the signs of danger, and the categories of the second reader."""
    return (*book.rules, *book.cues, *_learned(book))


def _learned(book: Book) -> Iterator[Rule]:
    """A category of the second reader, told like a rule: always a tip, in replies only, without phrases or examples."""
    second = book.second
    if second is None:
        return
    for guideline in book.guidelines:
        advice = second.advice.get(guideline.number)
        if guideline.number in second.model.categories and advice is not None:
            levels = {need: "none" if need in advice.silent else "tip" for need in ("listen", "ask", "ideas")}
            yield Rule(
                id=name_of(guideline), guideline=guideline, level="tip", levels=levels, guards=(), in_share=False,
                unless=(), reason=advice.reason, rewordings=advice.rewordings, examples=(), lookalikes=(), need=None,
                role="reply", is_learned=True,
            )  # fmt: skip


def is_floor(rule: Rule) -> bool:
    """Hold and care: what keeps people safe can be neither switched off nor weakened."""
    return bool(rule.kind) or not {"hold", "care"}.isdisjoint((rule.level, *rule.levels.values()))


def leaves_a_gap(unread: Iterable[str], book: Book) -> bool:
    """Whether something that could hold a post, or see danger in it, was skipped: then somebody should read it."""
    names = set(unread)
    if ALL in names:
        return True
    return any(rule.id in names and is_floor(rule) for rule in (*book.rules, *book.cues, *book.own_rules))


def site_book(book: Book, tables: Iterable[Table], strengths: Mapping[str, str]) -> tuple[Book, dict[str, str]]:
    """(the book with own rules and settings, why the own rules that had to be left out cannot be used, by id).

    `tables` are shaped like a rule in a rule file, with `category`; `strengths` says OFF or LOWER by rule id.
    """
    words = replace(book.words, known=set(book.words.known), met={})
    taken = {rule.id for rule in (*book.rules, *book.cues)}
    entries: list[Entry] = []
    refused: dict[str, str] = {}
    for table in tables:
        try:
            entries.append(own_rule(table, book, words, taken))
            taken.add(entries[-1][0].id)
        except Exception as problem:  # whatever is wrong with it: this rule alone is left out
            refused[str(table.get("id", "?"))] = str(problem) or type(problem).__name__
    change = _change(strengths)
    own = [(kept, *entry[1:]) for entry in entries if (kept := change(entry[0]))]
    return replace(
        book,
        version=f"{book.version}+site",
        words=words,
        rules=tuple(kept for rule in book.rules if (kept := change(rule))),
        index=_changed(book.index, change) if strengths else book.index,
        own_rules=tuple(entry[0] for entry in own),
        own_index=index_of(own),
        own_costs={pattern.source: cost(pattern) for entry in own for pattern in entry[1]},
        resting=frozenset(name for name, strength in strengths.items() if strength == OFF),
        softer=frozenset(name for name, strength in strengths.items() if strength == LOWER),
    ), refused


def own_rule(table: Table, book: Book, words: Words, taken: set[str]) -> Entry:
    """One own rule, compiled. Raises BookError with a sentence for its writer."""
    guideline = next((one for one in book.guidelines if one.number == table.get("category") and one.number), None)
    if guideline is None:
        raise BookError("It needs one of the guidelines of this book.")
    if table["id"] in taken:
        raise BookError(f"There is a rule with the id {table['id']} already.")
    if table.get("level") not in OWN_LEVELS:
        raise BookError(f"Its level must be one of {', '.join(OWN_LEVELS)}.")
    if not 1 <= len(table["patterns"]) <= MOST_PATTERNS:
        raise BookError(f"It needs 1 to {MOST_PATTERNS} phrases.")
    if longest := next((one for one in table["patterns"] if len(one) > LONGEST_SOURCE), None):
        raise BookError(f"A phrase may have at most {LONGEST_SOURCE} characters: {longest[:40]} …")
    entry = make_rule(table, {}, guideline, words)
    for pattern in entry[1]:
        if cost(pattern) > DEAREST:
            raise BookError(f"This phrase is too wide; use fewer or shorter gaps: {pattern.source}")
    return entry


def _change(strengths: Mapping[str, str]) -> Callable[[Rule], Rule | None]:
    """What a setting makes of a rule: itself, a softer one, or None. The floor stays, whatever was set."""
    known: dict[int, Rule | None] = {}

    def change(rule: Rule) -> Rule | None:
        strength = strengths.get(rule.id)
        if strength is None or is_floor(rule):
            return rule
        if id(rule) not in known:
            known[id(rule)] = None if strength == OFF else softened(rule)
        return known[id(rule)]

    return change


def _changed(index: Index, change: Callable[[Rule], Rule | None]) -> Index:
    """The index without the rules that rest."""
    fresh: Index = {}
    for word, entries in index.items():
        kept = [(pattern, to) if to is not rule else (pattern, rule)
                for pattern, rule in entries if (to := change(rule))]  # fmt: skip
        if kept:
            fresh[word] = tuple(kept)
    return fresh


def lowered(level: str) -> str:
    """The level below, for a page that says what a setting does."""
    return LEVELS[max(0, LEVELS.index(level) - 1)] if level in ("tip", "nudge") else level
