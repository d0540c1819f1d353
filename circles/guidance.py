"""The reader, as circles see it: the rulebook comes from a provider that moderation sets at start."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from circles.models import Circle, Post
from moderation.guidelines import Book, Context, Guidance, Guideline, NoBook, leaves_a_gap, read

log = logging.getLogger(__name__)

Provider = Callable[[Circle], Book]
Told = Callable[[tuple[str, ...]], object]
Counter = Callable[[Circle, frozenset[str], str], object]
_provider: Provider | None = None
_tell: Told = lambda rules: None  # noqa: E731
_count: Counter = lambda circle, rules, outcome: None  # noqa: E731


class NoRulebook(RuntimeError):
    """The site was started without `use_book`: it must not take words it cannot read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader saw. `unread` when it broke, or skipped a rule that could have held the words.

    Then the post is published, and a moderator is told.
    """

    guidance: Guidance
    unread: bool = False


def use_book(provider: Provider, tell: Told | None = None) -> None:
    """Sets who hands out the rulebook for a circle (built-in rules and what admins added), and who is told the ids
    of rules that had to be skipped. `tell` must never raise."""
    global _provider, _tell
    _provider, _tell = provider, tell or _tell


def use_counter(counter: Counter) -> None:
    """Sets who counts what writers made of guidance: ids of rules, never words. It must never raise."""
    global _count
    _count = counter


def count(circle: Circle, rules: frozenset[str], outcome: str) -> None:
    """`outcome`: "shown" (the words wait for their writer, or for a moderator), then "reworded" or "as-is"."""
    if rules:
        _count(circle, rules, outcome)


def is_set() -> bool:
    return _provider is not None


def read_words(words: str, circle: Circle, *, role: str, need: str = "") -> Reading:
    """Reads along. `role` is "share" or "reply"; `need` is what the author of the share asked for, or empty.

    Nothing is stored or logged. Raises NoRulebook; any failure of the reader itself becomes `unread`, and so does
    a circle in a language without a book: the post is published, and a moderator sees that nothing read it.
    """
    if _provider is None:
        raise NoRulebook
    try:
        context = Context(role=role, need=need or None, language=circle.language)  # type: ignore[arg-type]
        book = _provider(circle)
        guidance = read(words, context, book)
    except NoBook:
        log.warning(
            "no rulebook for circles in %s: their posts are published and go to the desk as not read", circle.language
        )
        return Reading(Guidance(), unread=True)
    except Exception as error:
        # Its message may quote the words: only the kind of failure is written down.
        log.error("reader failed: %s", type(error).__name__)
        _tell(("reader",))
        return Reading(Guidance(level="none", findings=(), care=False), unread=True)
    if guidance.unread:
        _tell(guidance.unread)
    return Reading(guidance, unread=leaves_a_gap(guidance.unread, book))


def guideline_of(circle: Circle, slug: str) -> Guideline | None:
    """What the circle's book says about a guideline; None for one it does not know."""
    if _provider is None:
        raise NoRulebook
    return next((one for one in _provider(circle).guidelines if one.slug == slug), None)


def need_for(post: Post | None) -> str:
    """What the author of the share above asked for; empty for a share."""
    return post.need if post is not None else ""
