"""What is kind in a reply may be answered with one quiet line: rarely, and never as a score."""

import zlib

from django.utils.translation import gettext as of_the_catalogue

from circles.models import Circle
from moderation.guidelines import Guidance, book_language
from moderation.guidelines.kindness import kind_line

ONE_DRAFT_IN = 4  # of those that are kind


def kind_words(words: str, guidance: Guidance, circle: Circle, token: str) -> str:
    """The line for a reply in which nothing else was found; "" for most.

    Which drafts are answered is in their token: while somebody writes, the line neither comes and goes nor can
    be earned.
    """
    if guidance != Guidance() or zlib.crc32(token.encode()) % ONE_DRAFT_IN:
        return ""
    line = kind_line(words, book_language(circle.language))
    return of_the_catalogue(line) if line else ""  # Not `_`: the line is the rulebook's, and is collected there.
