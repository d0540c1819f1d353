"""An own rule before it is kept: tried out on a line, tested on its own examples, and its fingerprint."""

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

from circles.marks import Piece, marked
from moderation.guidelines import Book, BookError, Context, Finding, load_book, own_findings, site_book
from moderation.models import SiteRule

REPLY = Context("reply")


@dataclass(frozen=True, slots=True)
class Tried:
    """What the rule makes of a line. `problem` says why it cannot be used at all."""

    problem: str = ""
    line: str = ""
    pieces: list[Piece] = field(default_factory=list)
    found: bool = False
    missed: list[str] = field(default_factory=list)  # examples it does not find
    wrong: list[str] = field(default_factory=list)  # look-alikes it is stirred by

    @property
    def is_well(self) -> bool:
        return not (self.problem or self.missed or self.wrong)


def alone(table: dict[str, Any], language: str) -> Book:
    """A book with this rule and no other. Raises BookError with a sentence for its writer."""
    book, refused = site_book(load_book(language), [table], {})
    if refused:
        raise BookError(next(iter(refused.values())).removeprefix(f"Rule {table['id']}: "))
    return replace(book, rules=(), index={}, cues=(), care_index={}, second=None)


def try_out(table: dict[str, Any], language: str, line: str = "") -> Tried:
    """The rule on one line and on its own examples."""
    try:
        book = alone(table, language)
    except BookError as problem:
        return Tried(str(problem), line)
    found = finds(line, book)
    return Tried(
        line=line,
        pieces=marked(line, tuple(found)),
        found=bool(found),
        missed=[text for text in table["examples"] if not finds(text, book)],
        wrong=[text for text in table["lookalikes"] if finds(text, book)],
    )


def finds(text: str, book: Book, context: Context = REPLY) -> list[Finding]:
    return own_findings(text, context, book)


def wording(rule: SiteRule) -> str:
    """A fingerprint of what decides what the rule finds: a trial is good for this and nothing else."""
    parts = (rule.language, rule.category, rule.level, rule.circle_id, rule.in_share, rule.table()["patterns"])
    return hashlib.sha256(repr(parts).encode()).hexdigest()
