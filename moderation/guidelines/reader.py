"""read(text, context, book) -> Guidance: the one door. Pure: the same input gives the same output."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, islice

from .book import Book, Rule
from .bounded import bounded_matches
from .care import look_after
from .dispatch import matches, nearby, occurs
from .findings import LEVELS, RANK, Context, Finding, Guidance, gather
from .guards import ALL_GUARDS, is_hedged, speaks_to_no_member, tells_of_oneself
from .learned.second import second_findings
from .pattern import Match
from .rewording import fill
from .split import Text, split
from .words import Words

LONGEST = 5_000  # characters that are read; a post cannot be longer
MOST = 150  # matches that are judged; a long unkind post has ten
FOR_ONE_TIP = 4  # sentences; a post of more needs two passages, of more than eight three
ALLOWANCE = 2_000  # walks of patterns over one text: far above any real one, it bounds the time of hostile ones


def read(text: str, context: Context, book: Book) -> Guidance:
    """What the reader sees in `text`. Never raises for any text; spans are code points of `text` as typed."""
    view = split(text[:LONGEST], book.words)
    if not view.word:
        return Guidance()
    unread: set[str] = set()
    care = look_after(view, context, book, unread)
    found = [] if speaks_to_no_member(view, book.words) else _all(view, context, book, unread, calm=not care.findings)
    return gather(found, care.findings, grade=care.grade, worried=care.worried, unread=tuple(sorted(unread)))


def _all(view: Text, context: Context, book: Book, unread: set[str], *, calm: bool) -> list[Finding]:
    """What the rules find, and where nobody is in danger what the second reader adds."""
    found = _weighty(_findings(view, context, book, unread), view)
    if not book.second or not calm:
        return found
    heard = second_findings(view, context, book.second, book.words, found, book.resting, book.softer)
    return found + heard


def _weighty(found: list[Finding], view: Text) -> list[Finding]:
    """In a long post a single doubtful word is no tip: there must be as many as it is long. Nudges and holds stay."""
    passages = {(one.start, one.end) for one in found}
    if len(passages) * FOR_ONE_TIP >= len(view.sentences):
        return found
    return [one for one in found if one.level != "tip"]


def all_findings(text: str, context: Context, book: Book) -> list[Finding]:
    """Every single finding of every rule, before passages are merged and care silences the rest."""
    return _findings(split(text[:LONGEST], book.words), context, book, set())


def own_findings(text: str, context: Context, book: Book) -> list[Finding]:
    """What the rules that a site added find, and no others."""
    view = split(text[:LONGEST], book.words)
    if speaks_to_no_member(view, book.words):
        return []
    return _findings(view, context, replace(book, index={}) if book.index else book, set())


def _findings(view: Text, context: Context, book: Book, unread: set[str]) -> list[Finding]:
    found: list[Finding] = []
    seen: set[tuple[str, str, int]] = set()
    built_in = islice(matches(book.index, view, ALLOWANCE, unread), MOST)
    for rule, match in chain(built_in, bounded_matches(book.own_index, book.own_costs, view, unread)):
        key = (rule.id, rule.level, match.begin)
        if key in seen:
            continue
        seen.add(key)
        try:
            found.extend(_judge(rule, match, view, context, book.words))
        except Exception:  # one rule must never cost a member their post
            unread.add(rule.id)
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
    if level == "nudge" and (is_hedged(view, match, words) or tells_of_oneself(view, words)):
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
