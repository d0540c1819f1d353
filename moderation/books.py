"""Which rulebook a circle is read with: the built-in rules of its language."""

from typing import Any

from django.core.checks import Error

from circles.models import Circle
from moderation.guidelines import Book, BookError, languages, load_book


def book_for(circle: Circle) -> Book:
    """The compiled book; loaded once a process and language."""
    return load_book(circle.language)


def rulebook_compiles(app_configs: Any, **_: Any) -> list[Error]:
    """System check: a rule that cannot be used stops the start, not somebody who is writing."""
    try:
        for language in languages():
            load_book(language)
    except BookError as error:
        return [Error(str(error), id="moderation.E001")]
    return []
