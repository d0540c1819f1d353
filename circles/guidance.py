"""The reader, as circles see it: the rulebook comes from a provider that moderation sets at start."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from circles.models import Circle, Post
from moderation.guidelines import Book, Context, Guidance, read

log = logging.getLogger(__name__)

Provider = Callable[[Circle], Book]
_provider: Provider | None = None


class NoRulebook(RuntimeError):
    """The site was started without `use_book`: it must not take words it cannot read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader saw. `unread` when it broke: the post is published, and a moderator is told."""

    guidance: Guidance
    unread: bool = False


def use_book(provider: Provider) -> None:
    """Sets who hands out the rulebook for a circle (built-in rules and what admins added)."""
    global _provider
    _provider = provider


def is_set() -> bool:
    return _provider is not None


def read_words(words: str, circle: Circle, *, role: str, need: str = "") -> Reading:
    """Reads along. `role` is "share" or "reply"; `need` is what the author of the share asked for, or empty.

    Nothing is stored or logged. Raises NoRulebook; any failure of the reader itself becomes `unread`.
    """
    if _provider is None:
        raise NoRulebook
    try:
        context = Context(role=role, need=need or None, language=circle.language)  # type: ignore[arg-type]
        return Reading(read(words, context, _provider(circle)))
    except Exception as error:
        # Its message may quote the words: only the kind of failure is written down.
        log.error("reader failed: %s", type(error).__name__)
        return Reading(Guidance(level="none", findings=(), care=False), unread=True)


def need_for(post: Post | None) -> str:
    """What the author of the share above asked for; empty for a share."""
    return post.need if post is not None else ""
