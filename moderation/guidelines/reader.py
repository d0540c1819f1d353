"""read(text, context, book) -> Guidance: the one door. Pure: the same input gives the same output."""

from __future__ import annotations

from itertools import islice

from .book import Book, Rule
from .care import look_after
from .dispatch import matches, nearby, occurs
from .findings import LEVELS, RANK, Context, Finding, Guidance, gather
from .guards import ALL_GUARDS, is_hedged, speaks_to_no_member
from .pattern import Match
from .rewording import fill
from .split import Text, split
from .words import Words

LONGEST = 5_000  # characters that are read; a post cannot be longer
MOST = 150  # matches that are judged; a long unkind post has ten
ALLOWANCE = 2_000  # walks of patterns over one text: far above any real one, it bounds the time of hostile ones


def read(text: str, context: Context, book: Book) -> Guidance:
    """What the reader sees in `text`. Never raises for any text; spans are code points of `text` as typed."""
    view = split(text[:LONGEST], book.words)
    if not view.word:
        return Guidance()
    care = look_after(view, context, book)
    unread: set[str] = set()
    found = [] if speaks_to_no_member(view, book.words) else _findings(view, context, book, unread)
    return gather(found, care.findings, grade=care.grade, worried=care.worried, unread=tuple(sorted(unread)))


def all_findings(text: str, context: Context, book: Book) -> list[Finding]:
    """Every single finding of every rule, before passages are merged and care silences the rest."""
    return _findings(split(text[:LONGEST], book.words), context, book, set())


def _findings(view: Text, context: Context, book: Book, unread: set[str]) -> list[Finding]:
    found: list[Finding] = []
    seen: set[tuple[str, str, int]] = set()
    for rule, match in islice(matches(book.index, view, ALLOWANCE, unread), MOST):
        key = (rule.id, rule.level, match.begin)
        if key not in seen:
            seen.add(key)
            found.extend(_judge(rule, match, view, context, book.words))
    return found


def _judge(rule: Rule, match: Match, view: Text, context: Context, words: Words) -> list[Finding]:
    """The finding of a match that stands after all guards, in a list; or none."""
    if context.role == "share" and not rule.in_share:
        return []
    level = rule.levels[context.need] if context.need else rule.level
    if level == "none" or any(ALL_GUARDS[guard](view, match, words) for guard in rule.guards):
        return []
    if rule.unless and occurs(rule.unless, view, nearby(view, match)):
        return []
    if level == "nudge" and is_hedged(view, match, words):
        level = LEVELS[RANK[level] - 1]
    return [_finding(rule, level, match, view, words)]


def _finding(rule: Rule, level: str, match: Match, view: Text, words: Words) -> Finding:
    start, end = view.span(match.begin, match.stop)
    guideline = rule.guideline
    return Finding(
        rule.id,
        guideline.number,
        guideline.slug,
        guideline.qualities,
        level,
        start,
        end,
        rule.reason,
        fill(rule.rewordings, match, view, words),
    )
