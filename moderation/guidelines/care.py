"""Is the author in danger? A detector of its own: recall first, and never a punishment.

Every cue has a weight. A cue in the past, in a film or about somebody else weighs little; several weak cues
together weigh as much as a plain one. What all words weigh together, as learned from our own texts, is one cue more.
From 1.0 on the author gets help lines and a moderator a care flag.
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
_CALMED = 0.25  # so much more a cue must weigh among words that are calm beyond doubt
_IN_A_REPLY = 0.8  # log-odds: most words of a reply are for somebody else
_CALM_REPLY = 0.3  # log-odds, likewise
_SHOCK = frozenset(("overdose", "relapse-danger"))  # kinds of cues that are the body's: shaking, no breath, no sleep
WORDS = "care-words"  # the name of a finding that no rule made
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


def look_after(text: Text, context: Context, book: Book, unread: set[str]) -> Care:
    """What in this text says that its author may be in danger. Cues that broke are named in `unread`."""
    cues = _cues(text, book, unread)
    fear = any(cue.rule.kind == "fear-for-other" for cue in cues)
    own = [cue for cue in cues if cue.rule.kind != "fear-for-other" and cue.weight > 0]
    counted = _apart(_shaken(own) if fear else own)
    weight = sum(cue.weight for cue in counted)
    lean = load_lean(book.language)
    if lean is not None and not fear:
        weight += _of_words(counted, text, book, lean, context.role)
    if weight < ENOUGH - 1e-9:
        return Care(worried=fear)
    strongest = sorted(counted, key=lambda cue: (-cue.weight, -GRADES.index(cue.rule.grade), cue.match.begin))
    grade = max((cue.rule.grade for cue in strongest if cue.weight > _FAINT), key=GRADES.index, default="passive")
    findings = [_finding(cue, text) for cue in strongest]
    if lean is not None and not findings:
        findings = [_heaviest(text, book, lean)]
    return Care(findings, grade, fear)


def _shaken(cues: list[_Cue]) -> list[_Cue]:
    """Who fears for another, or has just lost them, shakes and cannot breathe: no danger of their own."""
    return [cue for cue in cues if cue.rule.kind not in _SHOCK]


def _of_words(cues: list[_Cue], text: Text, book: Book, lean: Lean, role: str) -> float:
    """What all words weigh, beside the cues: more, or a little less where they are calm and no body is in danger."""
    score = lean.score(text)
    if score < lean.calm + (_CALM_REPLY if role == "reply" else 0.0):
        return 0.0 if any(cue.rule.grade == "danger" for cue in cues) else -_CALMED
    weight = lean.weight(score - (_IN_A_REPLY if role == "reply" else 0.0))
    return weight if weight and _is_about_now(text, book) else 0.0


def _is_about_now(text: Text, book: Book) -> bool:
    """Nothing in the text says that it is over, made up, a joke, safe, or meant for others."""
    frames = _Frames(text, book)
    numbers = range(len(text.sentences))
    told = any(frames.holds(frame, n) for frame in ("story", "light", "joke", "over", "safe") for n in numbers)
    return not (told or frames.all_is_past() or _is_for_others(text, book))


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


def _cues(text: Text, book: Book, unread: set[str]) -> list[_Cue]:
    frames = _Frames(text, book)
    for_others = _is_for_others(text, book)
    stirred = islice(matches(book.care_index, text, _ALLOWANCE, unread), _MOST)
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
    others = sum(word in book.words.lists["addressed"] for word in text.word)
    return others > max(own, _A_FEW) or (not own and len(text.word) > _LONG)


def _lacks_self(rule: Rule, match: Match, text: Text, book: Book) -> bool:
    """In words for others a sign does not count, and a plain cue only in a sentence that says *I* before any *you*."""
    if rule.kind == "fear-for-other":
        return False
    lists, first = book.words.lists, text.first[match.begin]
    before = text.word[first : match.stop]
    return rule.weight < ENOUGH or lists["speaker"].isdisjoint(before) or not lists["addressed"].isdisjoint(before)


def _set_aside(rule: Rule, match: Match, text: Text, book: Book) -> bool:
    if any(ALL_GUARDS[guard](text, match, book.words) for guard in rule.guards):
        return True
    if rule.kind != "fear-for-other" and _speaks_of_another(rule, match, text, book):
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
        past = self.holds("past", number) or (rule.grade != "danger" and self.all_is_past())
        return _FAINT if past else 1.0

    def _says_safe(self) -> bool:
        """ "I'm not in danger", said anywhere in the text, by somebody who speaks of thoughts and not of acts."""
        return any(self.holds("safe", n) for n in range(len(self.text.sentences)))

    def all_is_past(self) -> bool:
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
