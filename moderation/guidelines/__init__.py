"""The guidelines reader: text and context in, guidance out. No Django, no database, no clock."""

from .book import Book, BookError, Guideline, Rule, build_book, languages, load_book
from .findings import LEVELS, QUALITIES, Context, Finding, Guidance
from .reader import read

__all__ = [
    "LEVELS",
    "QUALITIES",
    "Book",
    "BookError",
    "Context",
    "Finding",
    "Guidance",
    "Guideline",
    "Rule",
    "build_book",
    "languages",
    "load_book",
    "read",
]
