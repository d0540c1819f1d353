"""Is the author in danger? A detector of its own: recall first, and never a punishment.

Every cue has a weight. A cue in the past, in a film or about somebody else weighs little; several weak cues
together weigh as much as a plain one. From 1.0 on the author gets help lines and a moderator a care flag.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from .book import Book, Rule
from .dispatch import matches, occurs
from .findings import Context, Finding
from .guards import ALL_GUARDS
from .pattern import Match
from .split import Text

ENOUGH = 1.0
GRADES = ("", "passive", "active", "plan", "danger")
_ALLOWANCE = 800
_MOST = 60  # matches that are weighed; nobody writes more, a hostile text might
_THIRD = frozenset(("she", "he", "they"))
_ADDRESSED = frozenset(("you", "your", "yourself", "yourselves"))
_BEFORE_OBJECTS = frozenset(("for", "to", "with", "about", "of", "at", "on", "after"))
_A_FEW = 2  # words to somebody that a goodbye may hold
_DENSE = 120  # words among which two signs make one whole
_LONG = 30  # words; a text of this length that never says *I* is not about its author
_FAINT = 0.25  # what is left of a cue in the past, in a film, or about another person


@dataclass(slots=True)
class Care:
    """The cues that count, the nearest danger among them, and whether the fear is for somebody else."""

    findings: list[Finding] = field(default_factory=list)
    grade: str = ""
    worried: bool = False


@dataclass(frozen=True, slots=True)
class _Cue:
    rule: Rule
    match: Match
    weight: float


def look_after(text: Text, context: Context, book: Book) -> Care:
    """What in this text says that its author may be in danger."""
    cues = _cues(text, book)
    fear = [cue for cue in cues if cue.rule.kind == "fear-for-other"]
    own = [cue for cue in cues if cue.rule.kind != "fear-for-other" and cue.weight > 0]
    counted = _apart(own)
    if sum(cue.weight for cue in counted) < ENOUGH - 1e-9:
        return Care(worried=bool(fear))
    strongest = sorted(counted, key=lambda cue: (-cue.weight, -GRADES.index(cue.rule.grade), cue.match.begin))
    grade = max((cue.rule.grade for cue in strongest if cue.weight > _FAINT), key=GRADES.index, default="passive")
    return Care([_finding(cue, text) for cue in strongest], grade, bool(fear))


def _apart(cues: list[_Cue]) -> list[_Cue]:
    """The heaviest cues that do not lie on the same words; each passage counts once."""
    kept: list[_Cue] = []
    for cue in sorted(cues, key=lambda c: (-c.weight, c.match.begin, c.match.stop)):
        if all(cue.match.begin >= one.match.stop or one.match.begin >= cue.match.stop for one in kept):
            kept.append(cue)
    return kept


def _cues(text: Text, book: Book) -> list[_Cue]:
    frames = _Frames(text, book)
    for_others = _is_for_others(text, book)
    stirred = islice(matches(book.care_index, text, _ALLOWANCE, set()), _MOST)
    return [
        _Cue(rule, match, _weight(rule, text) * frames.factor(rule, match))
        for rule, match in stirred
        if not (for_others and _lacks_self(rule, match, text, book)) and not _set_aside(rule, match, text, book)
    ]


def _weight(rule: Rule, text: Text) -> float:
    """A sign weighs less the more words stand around it; plain words keep their weight."""
    return rule.weight if rule.weight >= ENOUGH else rule.weight * min(1.0, _DENSE / len(text.word))


def _is_for_others(text: Text, book: Book) -> bool:
    """Advice and information: more *you* than *I*, or a long text without any *I*."""
    own = sum(word in book.words.classes["self"] for word in text.word)
    others = sum(word in _ADDRESSED for word in text.word)
    return others > max(own, _A_FEW) or (not own and len(text.word) > _LONG)


def _lacks_self(rule: Rule, match: Match, text: Text, book: Book) -> bool:
    """In words for others a sign does not count, and a plain cue only in a sentence that says *I* before any *you*."""
    if rule.kind == "fear-for-other":
        return False
    first = text.first[match.begin]
    before = text.word[first : match.stop]
    return rule.weight < ENOUGH or "i" not in before or not _ADDRESSED.isdisjoint(before)


def _set_aside(rule: Rule, match: Match, text: Text, book: Book) -> bool:
    if any(ALL_GUARDS[guard](text, match, book.words) for guard in rule.guards):
        return True
    if rule.kind != "fear-for-other" and _speaks_of_another(rule, match, text, book):
        return True
    return occurs(rule.unless, text, text.sentences[text.number[match.begin]])


def _speaks_of_another(rule: Rule, match: Match, text: Text, book: Book) -> bool:
    """Advice ("if you feel suicidal"), or somebody else's danger. Without any pronoun it is the writer's own."""
    own, other = book.words.classes["self"], book.words.classes["notself"]
    sentence = text.sentences[text.number[match.begin]]
    if not own.isdisjoint(text.word[match.begin : match.stop]):
        return False
    if any(word in _THIRD for word in text.word[max(sentence.first, match.begin - 3) : match.begin]):
        return True
    if rule.grade == "danger":
        return own.isdisjoint(sentence.words) and not sentence.words.isdisjoint(("you", "your", "people"))
    if rule.weight < ENOUGH:  # a sign is often about the others: "they'll manage", "she'll find somebody"
        return own.isdisjoint(text.word) and not other.isdisjoint(sentence.words)
    for i in range(match.begin - 1, sentence.first - 1, -1):
        if text.word[i] in own:
            return False
        if text.word[i] in other and (i == sentence.first or text.word[i - 1] not in _BEFORE_OBJECTS):
            return True
    return own.isdisjoint(sentence.words) and not sentence.words.isdisjoint(("you", "your"))


class _Frames:
    """Which sentences speak of the past, of something made up, or of another person; looked up once each."""

    def __init__(self, text: Text, book: Book) -> None:
        self.text, self.book = text, book
        self.known: dict[tuple[str, int], bool] = {}

    def factor(self, rule: Rule, match: Match) -> float:
        """1.0 for what is meant here and now; little for the rest."""
        number = self.text.number[match.begin]
        if rule.kind == "fear-for-other":
            return 1.0
        if self.holds("story", number):
            return _FAINT
        if rule.grade in ("passive", "active") and self._says_safe():
            return _FAINT
        if rule.kind != "unsafe-home" and self.holds("light", number):
            return _FAINT
        if rule.grade != "danger" and self.holds("joke", number):
            return _FAINT
        if self.holds("over", number):
            return _FAINT
        if self.holds("now", number):
            return 1.0
        past = self.holds("past", number) or (rule.grade != "danger" and self._all_is_past())
        return _FAINT if past else 1.0

    def _says_safe(self) -> bool:
        """ "I'm not in danger", said anywhere in the text, by somebody who speaks of thoughts and not of acts."""
        return any(self.holds("safe", n) for n in range(len(self.text.sentences)))

    def _all_is_past(self) -> bool:
        numbers = range(len(self.text.sentences))
        return any(self.holds("past", n) for n in numbers) and not any(self.holds("now", n) for n in numbers)

    def holds(self, frame: str, number: int) -> bool:
        key = (frame, number)
        if key not in self.known:
            patterns = self.book.frames.get(frame, ())
            self.known[key] = occurs(patterns, self.text, self.text.sentences[number])
        return self.known[key]


def _finding(cue: _Cue, text: Text) -> Finding:
    start, end = text.span(cue.match.begin, cue.match.stop)
    guideline = cue.rule.guideline
    return Finding(
        cue.rule.id, 0, guideline.slug, guideline.qualities, "care", start, end, cue.rule.reason, cue.rule.rewordings
    )
