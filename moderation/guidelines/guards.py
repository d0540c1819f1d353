"""Who speaks, to whom, in whose words: what must not stand around a passage before it becomes a finding.

Every guard answers True when the passage is *not* meant as it sounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .pattern import Match
from .split import CLAUSE, WEAK, Text
from .words import Words

Guard = Callable[[Text, Match, Words], bool]

_REACH_OF_NO = 4  # words
_REACH_OF_SELF = 5
_REACH_OF_REPORT = 16
_LONGEST_SPEAKER = 4  # words: *my uncle used to* say
_SHORT_POST = 10  # words: a longer one says for itself what its one-word sentences are about
_NEAR_THE_START = 4  # words of a clause among which its subject is looked for


def quoted(text: Text, match: Match, words: Words) -> bool:
    """Inside quotation marks, at least in part, or on a line that begins with >."""
    return text.quoted[match.begin] or text.quoted[match.stop - 1]


def negated(text: Text, match: Match, words: Words) -> bool:
    """A *not* within four words before, in the same clause; "not gonna lie" and its kin deny nothing."""
    for i in range(match.begin - 1, max(text.first[match.begin], match.begin - _REACH_OF_NO) - 1, -1):
        if text.pause[i + 1] == CLAUSE or text.word[i] in words.lists["turns"]:
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
        if text.word[i] in words.lists["turns"] or (
            text.word[i] in words.lists["speaker"] and text.opens[i] and i > lowest and not _tells(text, i, words)
        ):
            return False
        if text.word[i] in words.lists["reports"] and _is_report(text, i, lowest, words):
            return True
    return False


def _tells(text: Text, at: int, words: Words) -> bool:
    """Whether this *I* goes on to tell what was said or thought: its own words are looked at later."""
    return any(word in words.lists["reports"] for word in text.word[at + 1 : at + 5])


def _is_report(text: Text, at: int, lowest: int, words: Words) -> bool:
    lists = words.lists
    if text.word[at] in lists["reports_alone"]:
        return True
    i, passed = at - 1, set()
    while i >= lowest and text.word[i] in lists["between"] and not text.pause[i + 1]:
        passed.add(text.word[i])
        i -= 1
    subject = text.word[i] if i >= lowest and not text.pause[i + 1] else ""
    after = text.word[at + 1] if at + 1 < len(text.word) else ""
    if subject in lists["mine"]:
        return (
            not passed.isdisjoint(lists["passive"])
            or not passed.isdisjoint(lists["formerly"])
            or after in lists["to_self"]
            or text.word[at] in lists["received"]
            or (text.word[at] in lists["inner"] and not passed.isdisjoint(lists["constantly"]))
        )
    if not passed.isdisjoint(lists["passive"]) and subject not in lists["yours"]:
        return True
    return bool(subject) and subject not in words.joins and text.word[at - 1] not in lists["no_subject"]


def told_after(text: Text, match: Match, words: Words) -> bool:
    """Somebody else's words with their speaker behind them: *snap out of it, the sergeant said*."""
    last = text.last[match.begin]
    for at in range(match.begin + 1, last):
        if text.pause[at] == CLAUSE:
            if _begins_with_a_speaker(text.word[at:last], text.pause[at:last], words):
                return True
            if at >= match.stop:
                break
    return False


def _begins_with_a_speaker(after: list[str], pause: list[int], words: Words) -> bool:
    """*the sergeant said*, *said the sergeant*, *I called myself*, *that's what was written*."""
    lists = words.lists
    if after and after[0] in lists["told"]:
        return lists["yours"].isdisjoint(after[1:2])
    if tuple(after[:3]) in words.phrases["words_of"]:
        return lists["yours"].isdisjoint(after[3:5]) and not lists["told_or_called"].isdisjoint(after[3:8])
    for i in range(1, min(len(after), _LONGEST_SPEAKER + 1)):
        if pause[i]:
            return False
        subject, called = after[:i], after[i] in lists["told_or_called"]
        if called and subject[0] in lists["mine"]:
            return not lists["spoken_to"].isdisjoint(after[i + 1 : i + 3])
        once = after[i] in lists["reports"] and not lists["formerly"].isdisjoint(subject)
        if called or once:
            return _is_a_speaker(subject, words)
    return False


def _is_a_speaker(subject: list[str], words: Words) -> bool:
    """*the sergeant*, *my uncle used to*: neither the writer nor the reader, nor a saying (*as they*)."""
    lists = words.lists
    return not any(word in lists["no_speaker"] or word in lists["yours"] or word in lists["mine"] for word in subject)


def continued(text: Text, match: Match, words: Words) -> bool:
    """*I read the leaflet and put it away*: what looks like an order goes on with the sentence before it."""
    at = match.begin
    if text.word[at] not in words.classes.get("act", ()) or text.opens[at] != WEAK:
        return False
    while at > text.first[match.begin] and text.word[at - 1] in words.leads:
        at -= 1
    if at == text.first[match.begin] or text.word[at - 1] not in words.lists["goes_on"]:
        return False
    begin = at - 1
    while begin > text.first[match.begin] and not text.pause[begin]:
        begin -= 1
    opening = text.word[text.first[match.begin] : text.first[match.begin] + _NEAR_THE_START]
    if not words.lists["formerly"].isdisjoint(opening):  # *I used to drive there, sit in the car and drive home*
        begin = text.first[match.begin]
    before = text.word[begin : at - 1]
    return not words.lists["mine"].isdisjoint(before[:_NEAR_THE_START]) and words.lists["yours"].isdisjoint(before)


def conditional(text: Text, match: Match, words: Words) -> bool:
    """if, whether, afraid that; it feels like."""
    for i in range(match.begin - 1, max(text.first[match.begin], match.begin - 4) - 1, -1):
        if text.pause[i + 1]:
            return False
        if text.word[i] in words.lists["conditions"]:
            return True
        if i and (text.word[i - 1], text.word[i]) in words.phrases["as_if"]:
            return True
    return False


def apologised(text: Text, match: Match, words: Words) -> bool:
    """The writer takes it back: "sorry I called you lazy", "it was wrong of me to say"."""
    sentence = text.word[text.first[match.begin] : match.begin]
    lists = words.lists
    for at, word in enumerate(sentence, start=1):
        if word in lists["sorry"]:
            near = sentence[at : at + 3]
            return not lists["sorry_i"].isdisjoint(near) or not lists["sorry_for"].isdisjoint(near[:1])
    return not lists["apologies"].isdisjoint(sentence)


def own(text: Text, match: Match, words: Words) -> bool:
    """The writer's own story: *I*, *my*, *us* shortly before, in the same clause; "I think you" is no story."""
    for i in range(match.begin - 1, max(text.first[match.begin], match.begin - _REACH_OF_SELF) - 1, -1):
        if text.pause[i + 1]:
            return False
        if text.word[i] in words.classes["self"] and text.word[i + 1] not in words.lists["opinions"]:
            return True
    return False


def not_bare(text: Text, match: Match, words: Words) -> bool:
    """Not a verdict that stands alone: words beside it in its sentence, a question, or *I* anywhere in the post.

    *Coward.* is a judgment; *Coward? Me too.* and *Coward. I called myself that for years.* are not.
    """
    if text.first[match.begin] != match.begin or text.last[match.begin] != match.stop or match.stop in text.asks:
        return True
    return len(text.word) > _SHORT_POST or not words.classes["self"].isdisjoint(text.word)


GUARDS: dict[str, Guard] = {
    "quote": quoted,
    "negation": negated,
    "report": reported,
    "told": told_after,
    "shared": continued,
    "condition": conditional,
    "apology": apologised,
}
EXTRA_GUARDS: dict[str, Guard] = {"own": own, "bare": not_bare}  # only where a rule asks for them
ALL_GUARDS = GUARDS | EXTRA_GUARDS


def is_hedged(text: Text, match: Match, words: Words) -> bool:
    """*maybe*, *might*, *for me* in the same sentence: said more softly, so the level falls by one."""
    first, last = text.first[match.begin], text.last[match.begin]
    sentence = text.word[first:last]
    if not words.lists["hedges"].isdisjoint(sentence[: match.begin - first]):
        return True
    return says_one_of(sentence, words.phrases["softeners"])


def says_one_of(said: list[str], phrases: Iterable[tuple[str, ...]]) -> bool:
    """Whether one of the phrases stands in these words."""
    return any(
        tuple(said[at : at + len(phrase)]) == phrase
        for phrase in phrases
        for at, word in enumerate(said)
        if word == phrase[0]
    )


def tells_of_oneself(text: Text, words: Words) -> bool:
    """*I* stands somewhere in the post and *you* nowhere: rather a story of one's own than a judgment of another."""
    lists = words.lists
    return not words.classes["self"].isdisjoint(text.word) and lists["to_you"].isdisjoint(text.word)


def speaks_to_no_member(text: Text, words: Words) -> bool:
    """A letter to one's addiction, one's ex, one's own brain."""
    opening = text.word[:5]
    if not opening:
        return False
    strangers = words.lists["not_members"]
    if opening[0] in words.lists["addressing"]:
        for i, word in enumerate(opening[1:], start=1):
            if word in strangers:
                following = text.pause[i + 1] if i + 1 < len(text.word) else 2
                return bool(following)
    if opening[0] not in strangers or len(text.word) < 2 or text.pause[1] != CLAUSE:
        return False
    return not words.lists["yours"].isdisjoint(text.word[:8])
