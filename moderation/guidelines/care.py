"""Is the author in danger? A detector of its own: recall first, and never a punishment.

Every cue has a weight. A cue in the past, in a film or about somebody else weighs little; several weak cues
together weigh as much as a plain one, 1.0. Cues, frames and all words are then weighed together, as learned from our
own texts; where a plain cue was found the words need not say much. A language without learned weights goes by its
cues alone. The author gets help lines and a moderator a care flag.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from .book import Book, Rule
from .dispatch import matches, occurs
from .findings import Context, Finding
from .guards import ALL_GUARDS
from .learned.care import Lean, load_lean
from .pattern import Match
from .split import Text

ENOUGH = 1.0
GRADES = ("", "passive", "active", "plan", "danger")
_ALLOWANCE = 800
_MOST = 60  # matches that are weighed; nobody writes more, a hostile text might
_A_FEW = 2  # words to somebody that a goodbye may hold
_DENSE = 120  # words among which two signs make one whole
_LONG = 30  # words; a text of this length that never says *I* is not about its author
FEAR = "fear-for-other"
FRAMES = ("story", "light", "joke", "over", "safe", "past", "now")
_ELSEWHERE = ("story", "light", "joke", "over", "safe")  # made up, a joke, over, or well
_SHOCK = frozenset(("overdose", "relapse-danger"))  # kinds of cues that are the body's: shaking, no breath, no sleep
WORDS = "care-words"  # the name of a finding that no rule made
_NOT_NOW = 1.0  # log-odds; what words must weigh more where the text says that it is over, made up or meant for others
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


@dataclass(frozen=True, slots=True)
class _Found:
    """All cues of a text, those that count towards its author's danger, and whether somebody else is feared for."""

    frames: _Frames
    cues: list[_Cue]
    counted: list[_Cue]
    fear: bool

    def is_plain(self) -> bool:
        """Whether the rules alone would show the card."""
        return sum(cue.weight for cue in self.counted) >= ENOUGH - 1e-9

    def signs(self) -> tuple[str, ...]:
        """Which rules, kinds and grades were met and how strongly, and what frames the text."""
        names = [_named(cue, about) for cue in self.cues for about in (cue.rule.id, cue.rule.kind, cue.rule.grade)]
        names += [f"!{frame}" for frame in FRAMES if self.frames.holds_anywhere(frame)]
        return tuple(dict.fromkeys([*names, "!others"] if self.frames.is_for_others() else names))


def look_after(text: Text, context: Context, book: Book, unread: set[str]) -> Care:
    """What in this text says that its author may be in danger. Cues that broke are named in `unread`."""
    found, lean = _find(text, book, unread), load_lean(book.language)
    if not (found.is_plain() if lean is None else _weighs_enough(found, lean, context)):
        return Care(worried=found.fear)
    strongest = sorted(found.counted, key=lambda cue: (-cue.weight, -GRADES.index(cue.rule.grade), cue.match.begin))
    grade = max((cue.rule.grade for cue in strongest if cue.weight > _FAINT), key=GRADES.index, default="passive")
    findings = [_finding(cue, text) for cue in strongest]
    if lean is not None and not findings:
        findings = [_heaviest(text, book, lean)]
    return Care(findings, grade, found.fear)


def signs_in(text: Text, book: Book) -> tuple[tuple[str, ...], bool]:
    """What the rules say about a text, as names to learn from, and whether they alone would show the card."""
    found = _find(text, book, set())
    return found.signs(), found.is_plain()


def _find(text: Text, book: Book, unread: set[str]) -> _Found:
    frames = _Frames(text, book)
    cues = _cues(text, book, frames, unread)
    fear = any(cue.rule.kind == FEAR for cue in cues)
    own = [cue for cue in cues if cue.rule.kind != FEAR and cue.weight > 0]
    return _Found(frames, cues, _apart(_shaken(own) if fear else own), fear)


def _weighs_enough(found: _Found, lean: Lean, context: Context) -> bool:
    """Whether words and signs together weigh enough; without a plain cue they must weigh more."""
    words = lean.words(found.frames.text)
    if found.is_plain():
        return words + lean.signs(found.signs()) >= lean.cued
    mark = lean.in_replies if context.role == "reply" else lean.in_shares
    if found.fear or (not found.cues and words < mark - lean.most_of_frames):  # spares the frames of calm texts
        return False
    if not found.frames.is_about_now():
        mark += _NOT_NOW
    return words + lean.signs(found.signs()) >= mark


def _named(cue: _Cue, about: str) -> str:
    """The name of a sign: `!` what it is `:` how much was left of it."""
    left = "whole" if cue.weight >= ENOUGH - 1e-9 else "half" if cue.weight > _FAINT else "faint"
    return f"!{about}:{left}"


def _shaken(cues: list[_Cue]) -> list[_Cue]:
    """Who fears for another, or has just lost them, shakes and cannot breathe: no danger of their own."""
    return [cue for cue in cues if cue.rule.kind not in _SHOCK]


def _heaviest(text: Text, book: Book, lean: Lean) -> Finding:
    """No cue was found: the sentence that weighs most is the passage, and the reason that of quiet signs."""
    sentence = lean.heaviest(text)
    quiet = next(rule for rule in book.cues if rule.kind == "veiled")
    start, end = text.span(sentence.first, sentence.last)
    guideline = quiet.guideline
    return Finding(WORDS, 0, guideline.slug, guideline.qualities, "care", start, end, quiet.reason, quiet.rewordings)


def _apart(cues: list[_Cue]) -> list[_Cue]:
    """The heaviest cues that do not lie on the same words; each passage counts once."""
    kept: list[_Cue] = []
    for cue in sorted(cues, key=lambda c: (-c.weight, c.match.begin, c.match.stop)):
        if all(cue.match.begin >= one.match.stop or one.match.begin >= cue.match.stop for one in kept):
            kept.append(cue)
    return kept


def _cues(text: Text, book: Book, frames: _Frames, unread: set[str]) -> list[_Cue]:
    for_others = frames.is_for_others()
    stirred = islice(matches(book.care_index, text, _ALLOWANCE, unread), _MOST)
    return [
        _Cue(rule, match, _weight(rule, text) * frames.factor(rule, match))
        for rule, match in stirred
        if not (for_others and _lacks_self(rule, match, text, book)) and not _set_aside(rule, match, text, book)
    ]


def _weight(rule: Rule, text: Text) -> float:
    """A sign weighs less the more words stand around it; plain words keep their weight."""
    return rule.weight if rule.weight >= ENOUGH else rule.weight * min(1.0, _DENSE / len(text.word))


def _lacks_self(rule: Rule, match: Match, text: Text, book: Book) -> bool:
    """In words for others a sign does not count, and a plain cue only in a sentence that says *I* before any *you*."""
    if rule.kind == FEAR:
        return False
    lists, first = book.words.lists, text.first[match.begin]
    before = text.word[first : match.stop]
    return rule.weight < ENOUGH or lists["speaker"].isdisjoint(before) or not lists["addressed"].isdisjoint(before)


def _set_aside(rule: Rule, match: Match, text: Text, book: Book) -> bool:
    if any(ALL_GUARDS[guard](text, match, book.words) for guard in rule.guards):
        return True
    if rule.kind != FEAR and _speaks_of_another(rule, match, text, book):
        return True
    return occurs(rule.unless, text, text.sentences[text.number[match.begin]])


def _speaks_of_another(rule: Rule, match: Match, text: Text, book: Book) -> bool:
    """Advice ("if you feel suicidal"), or somebody else's danger. Without any pronoun it is the writer's own."""
    own, other, lists = book.words.classes["self"], book.words.classes["notself"], book.words.lists
    sentence = text.sentences[text.number[match.begin]]
    if not own.isdisjoint(text.word[match.begin : match.stop]):
        return False
    if not lists["third"].isdisjoint(text.word[max(sentence.first, match.begin - 3) : match.begin]):
        return True
    if rule.grade == "danger":
        theirs = rule.kind != "unsafe-home" and _is_theirs(text, match, sentence.first, book)
        return theirs or (own.isdisjoint(sentence.words) and not sentence.words.isdisjoint(lists["generic"]))
    if rule.weight < ENOUGH:  # a sign is often about the others: "they'll manage", "she'll find somebody"
        return own.isdisjoint(text.word) and not other.isdisjoint(sentence.words)
    for i in range(match.begin - 1, sentence.first - 1, -1):
        if text.word[i] in own:
            return False
        if text.word[i] in other and (i == sentence.first or text.word[i - 1] not in lists["before_objects"]):
            return True
    return own.isdisjoint(sentence.words) and not sentence.words.isdisjoint(lists["to_you"])


def _is_theirs(text: Text, match: Match, first: int, book: Book) -> bool:
    """Whether the nearest person before the match is somebody close, and not the writer: "Mum took all her pills"."""
    lists = book.words.lists
    kin = book.words.classes.get("kinfolk", frozenset()) - lists["third"]  # "he's not breathing" asks for help at once
    for i in range(match.begin - 1, first - 1, -1):
        if text.word[i] in lists["speaker"]:
            return False
        if text.word[i] in kin:
            return i == first or text.word[i - 1] not in lists["before_objects"]
    return False


class _Frames:
    """Which sentences speak of the past, of something made up, or of another person; looked up once each."""

    def __init__(self, text: Text, book: Book) -> None:
        self.text, self.book = text, book
        self.known: dict[tuple[str, int], bool] = {}

    def factor(self, rule: Rule, match: Match) -> float:
        """1.0 for what is meant here and now; little for the rest."""
        number = self.text.number[match.begin]
        if rule.kind == FEAR:
            return 1.0
        if self.holds("story", number):
            return _FAINT
        if rule.grade in ("passive", "active") and self.holds_anywhere("safe"):
            return _FAINT
        if rule.kind != "unsafe-home" and self.holds("light", number):
            return _FAINT
        if rule.grade != "danger" and self.holds("joke", number):
            return _FAINT
        if self.holds("over", number):
            return _FAINT
        if self.holds("now", number):
            return 1.0
        past = self.holds("past", number) or (rule.grade != "danger" and self.all_is_past())
        return _FAINT if past else 1.0

    def is_for_others(self) -> bool:
        """Advice and information: more *you* than *I*, or a long text without any *I*."""
        own = sum(word in self.book.words.classes["self"] for word in self.text.word)
        others = sum(word in self.book.words.lists["addressed"] for word in self.text.word)
        return others > max(own, _A_FEW) or (not own and len(self.text.word) > _LONG)

    def is_about_now(self) -> bool:
        """Nothing in the text says that it is over, made up, a joke, safe, or meant for others."""
        told = any(self.holds_anywhere(frame) for frame in _ELSEWHERE)
        return not (told or self.all_is_past() or self.is_for_others())

    def holds_anywhere(self, frame: str) -> bool:
        """Whether some sentence stands in this frame."""
        return any(self.holds(frame, n) for n in range(len(self.text.sentences)))

    def all_is_past(self) -> bool:
        return self.holds_anywhere("past") and not self.holds_anywhere("now")

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
