"""Which rulebook a circle is read with: the built-in rules of its language, and what admins made of them.

Admins' changes have a number in the database. Every process compares it at most LOOK_AGAIN seconds after it looked
last, so a change is in force everywhere within that time; in the process where it was made, at once.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.checks import Error
from django.db import DatabaseError
from django.db.models import Q

from circles.models import Circle
from moderation.guidelines import Book, BookError, book_language, languages, load_book, site_book
from moderation.models import Rulebook, RuleSetting, SiteRule
from moderation.troubles import note_unusable

log = logging.getLogger(__name__)
LOOK_AGAIN = 5.0  # seconds
MOST_BOOKS = 200  # circles with rules or settings of their own; beyond that they are compiled anew


@dataclass
class Shelf:
    """The compiled books of one process: one a language, and one for each circle that differs."""

    clock: Callable[[], float] = time.monotonic
    look_at: float = 0.0
    number: int = -1
    differs: dict[str, set[int | None]] = field(default_factory=dict)
    books: dict[tuple[str, int | None], Book] = field(default_factory=dict)

    def book(self, language: str, circle_id: int | None) -> Book:
        """The compiled book. What admins added may break; the built-in rules are read all the same."""
        try:
            self._look_again()
            return self._of(language, circle_id)
        except DatabaseError as error:
            log.warning("rulebook: %s", type(error).__name__)
            return self.books.get((language, None)) or load_book(language)

    def forget(self) -> None:
        """The next one who asks looks at the database."""
        self.look_at = 0.0

    def _look_again(self) -> None:
        if self.clock() < self.look_at:
            return
        number = Rulebook.objects.filter(pk=1).values_list("number", flat=True).first() or 0
        if number != self.number:
            differs = _who_differs()
            self.number, self.differs, self.books = number, differs, {}
        self.look_at = self.clock() + LOOK_AGAIN

    def _of(self, language: str, circle_id: int | None) -> Book:
        circles = self.differs.get(language, set())
        key = (language, circle_id if circle_id in circles else None)
        if key not in self.books:
            if len(self.books) > MOST_BOOKS:
                self.books = {}
            self.books[key] = _compile(*key) if circles else load_book(language)
        return self.books[key]


def _who_differs() -> dict[str, set[int | None]]:
    """By language, the circles with rules or settings of their own; None for the whole site."""
    rules = SiteRule.objects.filter(state=SiteRule.State.ACTIVE).values_list("language", "circle")
    found: dict[str, set[int | None]] = {}
    for language, circle in (*rules, *RuleSetting.objects.values_list("language", "circle")):
        found.setdefault(language, set()).add(circle)
    return found


def _compile(language: str, circle_id: int | None) -> Book:
    """Site first, circle after: a circle's setting wins over the site's."""
    here = Q(circle=None) | Q(circle=circle_id)
    rules = SiteRule.objects.filter(here, state=SiteRule.State.ACTIVE, language=language)
    settings = RuleSetting.objects.filter(here, language=language)
    tables = [rule.table() for rule in rules]
    ordered = sorted(settings, key=lambda one: one.circle_id is not None)
    strengths = {one.rule: one.strength for one in ordered}
    changed = {rule: strength for rule, strength in strengths.items() if strength != RuleSetting.Strength.CAME}
    book, refused = site_book(load_book(language), tables, changed)
    for rule, why in refused.items():
        note_unusable(rule, why)
    return book


shelf = Shelf()


def book_for(circle: Circle) -> Book:
    """The compiled book of a circle; built-in ones are loaded once a process and language.

    Raises NoBook for a circle in a language without one.
    """
    return shelf.book(book_language(circle.language), circle.pk)


def rulebook_compiles(app_configs: Any, **_: Any) -> list[Error]:
    """System check: a built-in rule that cannot be used stops the start, not somebody who is writing."""
    try:
        for language in languages():
            load_book(language)
    except BookError as error:
        return [Error(str(error), id="moderation.E001")]
    return []
