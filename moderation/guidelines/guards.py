"""Who speaks, to whom, in whose words: what must not stand around a passage before it becomes a finding.

Every guard answers True when the passage is *not* meant as it sounds.
"""

from __future__ import annotations

from collections.abc import Callable

from .pattern import Match
from .split import CLAUSE, Text
from .words import Words

Guard = Callable[[Text, Match, Words], bool]

_REACH_OF_NO = 4  # words
_REACH_OF_SELF = 5
_REACH_OF_REPORT = 16
_BETWEEN = frozenset(
    "always just used to have has had was were am are been also once never even still would will "
    "might do did not keep keeps kept only often really is all may can be both".split()
)
_PASSIVE = frozenset("was were been being am".split())
_SELF = frozenset("myself me".split())
_SOFTENERS = frozenset(("in my experience", "could be wrong", "may be wrong", "might be wrong"))
_INNER = frozenset("thought believed felt assumed heard feared".split())


def quoted(text: Text, match: Match, words: Words) -> bool:
    """Inside quotation marks, at least in part, or on a line that begins with >."""
    return text.quoted[match.begin] or text.quoted[match.stop - 1]


def negated(text: Text, match: Match, words: Words) -> bool:
    """A *not* within four words before, in the same clause; "not gonna lie" and its kin deny nothing."""
    for i in range(match.begin - 1, max(text.first[match.begin], match.begin - _REACH_OF_NO) - 1, -1):
        if text.pause[i + 1] == CLAUSE or text.word[i] == "but":
            return False
        if text.word[i] in words.lists["negators"] and not _denies_nothing(text, i, words):
            return True
    return False


def _denies_nothing(text: Text, at: int, words: Words) -> bool:
    for phrase in words.phrases["not_a_no"]:
        for offset, word in enumerate(phrase):
            begin = at - offset
            if word == text.word[at] and begin >= 0 and tuple(text.word[begin : begin + len(phrase)]) == phrase:
                return True
    return False


def reported(text: Text, match: Match, words: Words) -> bool:
    """Somebody else's words, an inner voice, or what the writer used to think."""
    lowest = max(text.first[match.begin], match.begin - _REACH_OF_REPORT)
    for i in range(match.begin - 1, lowest - 1, -1):
        if text.word[i] == "but" or (
            text.word[i] == "i" and text.opens[i] and i > lowest and not _tells(text, i, words)
        ):
            return False
        if text.word[i] in words.lists["reports"] and _is_report(text, i, lowest, words):
            return True
    return False


def _tells(text: Text, at: int, words: Words) -> bool:
    """Whether this *I* goes on to tell what was said or thought: its own words are looked at later."""
    return any(word in words.lists["reports"] for word in text.word[at + 1 : at + 5])


def _is_report(text: Text, at: int, lowest: int, words: Words) -> bool:
    i, passed = at - 1, set()
    while i >= lowest and text.word[i] in _BETWEEN and not text.pause[i + 1]:
        passed.add(text.word[i])
        i -= 1
    subject = text.word[i] if i >= lowest and not text.pause[i + 1] else ""
    after = text.word[at + 1] if at + 1 < len(text.word) else ""
    if subject in words.lists["mine"]:
        return (
            bool(passed & _PASSIVE)
            or "used" in passed
            or after in _SELF
            or text.word[at] == "heard"
            or (text.word[at] in _INNER and "always" in passed)
        )
    if passed & _PASSIVE and subject != "you":
        return True
    return bool(subject) and (subject not in words.joins) and text.word[at - 1] not in ("to", "the", "had")


def conditional(text: Text, match: Match, words: Words) -> bool:
    """if, whether, afraid that; it feels like."""
    for i in range(match.begin - 1, max(text.first[match.begin], match.begin - 4) - 1, -1):
        if text.pause[i + 1]:
            return False
        if text.word[i] in words.lists["conditions"]:
            return True
        if text.word[i] == "like" and i and text.word[i - 1] in words.lists["feels"]:
            return True
        if text.word[i] in ("if", "though") and i and text.word[i - 1] == "as":
            return True
    return False


def apologised(text: Text, match: Match, words: Words) -> bool:
    """The writer takes it back: "sorry I called you lazy", "it was wrong of me to say"."""
    sentence = text.word[text.first[match.begin] : match.begin]
    if "sorry" in sentence:
        after = sentence.index("sorry") + 1
        return "i" in sentence[after : after + 3] or "for" in sentence[after : after + 1]
    return any(word in sentence for word in ("apologize", "apologies", "regret", "shouldnt"))


def own(text: Text, match: Match, words: Words) -> bool:
    """The writer's own story: *I*, *my*, *us* shortly before, in the same clause; "I think you" is no story."""
    for i in range(match.begin - 1, max(text.first[match.begin], match.begin - _REACH_OF_SELF) - 1, -1):
        if text.pause[i + 1]:
            return False
        if text.word[i] in words.classes["self"] and text.word[i + 1] not in words.lists["opinions"]:
            return True
    return False


GUARDS: dict[str, Guard] = {
    "quote": quoted,
    "negation": negated,
    "report": reported,
    "condition": conditional,
    "apology": apologised,
}
EXTRA_GUARDS: dict[str, Guard] = {"own": own}  # only where a rule asks for them
ALL_GUARDS = GUARDS | EXTRA_GUARDS


def is_hedged(text: Text, match: Match, words: Words) -> bool:
    """*maybe*, *might*, *for me* in the same sentence: said more softly, so the level falls by one."""
    first, last = text.first[match.begin], text.last[match.begin]
    sentence = text.word[first:last]
    if not words.lists["hedges"].isdisjoint(sentence[: match.begin - first]):
        return True
    threes = zip(sentence, sentence[1:], sentence[2:], strict=False)
    return any(" ".join(three) in _SOFTENERS for three in threes)


def speaks_to_no_member(text: Text, words: Words) -> bool:
    """A letter to one's addiction, one's ex, one's own brain."""
    opening = text.word[:5]
    if not opening:
        return False
    strangers = words.lists["not_members"]
    if opening[0] in ("dear", "to", "hey", "hello", "fuck", "hi", "letter"):
        for i, word in enumerate(opening[1:], start=1):
            if word in strangers:
                following = text.pause[i + 1] if i + 1 < len(text.word) else 2
                return bool(following)
    return opening[0] in strangers and len(text.word) > 1 and text.pause[1] == CLAUSE and "you" in text.word[:8]
