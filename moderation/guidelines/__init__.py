"""The guidelines reader: text and context in, guidance out. No Django, no database, no clock."""

from .book import Book, BookError, Guideline, NoBook, Rule, book_language, build_book, languages, load_book
from .findings import LEVELS, QUALITIES, Context, Finding, Guidance
from .reader import own_findings, read
from .site import all_rules, is_floor, leaves_a_gap, site_book

__all__ = [
    "LEVELS",
    "QUALITIES",
    "Book",
    "BookError",
    "Context",
    "Finding",
    "Guidance",
    "Guideline",
    "NoBook",
    "Rule",
    "all_rules",
    "book_language",
    "build_book",
    "is_floor",
    "languages",
    "leaves_a_gap",
    "load_book",
    "own_findings",
    "read",
    "site_book",
]
