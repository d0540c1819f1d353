"""Which rulebook a circle is read with: the built-in rules of its language."""

from circles.models import Circle
from moderation.guidelines import Book, load_book


def book_for(circle: Circle) -> Book:
    """The compiled book; loaded once a process and language."""
    return load_book(circle.language)
