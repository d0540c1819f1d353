"""The findings of the second reader: at most one in a post, only in replies, and only a tip."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..findings import AT_ONCE, Context, Finding, merge
from ..guards import apologised, quoted, reported, says_one_of
from ..pattern import Match
from ..split import Sentence, Text
from ..words import Words
from .advice import UNSURE, Advice, load_advice
from .features import features
from .model import Model, load_model

if TYPE_CHECKING:
    from ..book import Guideline

MOST = 1  # findings in one post
_SHORTEST = 2  # words that can be judged by their sound
_USUAL = 3  # sentences; a longer post has more chances to be misread, so each sentence has to be surer
_SURER = 0.7  # log-odds more, where a site wants a category softer: of our own texts set apart about half the tips stay
_LONG = 4  # sentences; from here on much surer: long practical answers sound like nothing it learned from
_TO_NOBODY = 1.0  # taken off a sentence that speaks to nobody: what is said of the world is seldom a judgment
_ALONE = 0.5  # taken off a text of one sentence: there is nothing beside it that would make it clearer
_CLEAR = 1.5  # log-odds by which a category must lead before its own reason is given
_TOO_LONG = 14  # sentences; no score is high enough for a post above that, so it is not read
_NARROW = 16  # words; in a longer sentence the passage is the clauses that weigh


@dataclass(frozen=True, slots=True)
class Second:
    """Weights, words of advice and the guidelines of one language."""

    model: Model
    advice: dict[int, Advice]
    guidelines: dict[int, Guideline]


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence with its score, and what was seen in it."""

    score: float
    sentence: Sentence
    names: list[str]


def load_second(language: str, guidelines: tuple[Guideline, ...]) -> Second | None:
    """The second reader of a language; None where there is none: the rules then read alone."""
    model, advice = load_model(language), load_advice(language)
    known = {guideline.number: guideline for guideline in guidelines}
    if model is None or not set(model.categories) <= set(advice) & set(known):
        return None
    return Second(model, advice, known)


def name_of(about: Guideline) -> str:
    """What its findings of this guideline are counted under, and set by, like a rule's id."""
    return f"learned-{about.slug}"


def hear(text: Text, model: Model, words: Words) -> Iterator[Heard]:
    """Every sentence that is the writer's own, with its score; in long posts the scores are lower."""
    if len(text.sentences) > _TOO_LONG:
        return
    price = _price(len(text.sentences))
    for sentence in text.sentences:
        if sentence.last - sentence.first >= _SHORTEST:
            names = features(text, sentence, words)
            addressed = not words.lists["to_you"].isdisjoint(sentence.words)
            score = model.score(names) - price - (0.0 if addressed else _TO_NOBODY)
            if score < model.tip or not (_is_anothers(text, sentence, words) or _validates(text, sentence, words)):
                yield Heard(score, sentence, names)


def _price(sentences: int) -> float:
    """What is taken off every score in a post of so many sentences."""
    if sentences == 1:
        return _ALONE
    return math.log(max(1.0, sentences / _USUAL)) + 3 * math.log(max(1.0, sentences / _LONG))


def _validates(text: Text, sentence: Sentence, words: Words) -> bool:
    """A sentence that says *I'm glad you wrote* and does not turn afterwards (*but …*) gets no tip."""
    said = text.word[sentence.first : sentence.last]
    if not words.lists["takes_back"].isdisjoint(said):
        return False
    return says_one_of(said, words.phrases["validates"])


def _is_anothers(text: Text, sentence: Sentence, words: Words) -> bool:
    """Quoted, reported or taken back: the same guards as for a rule, from the last word that could be meant."""
    whole = Match(sentence.first, sentence.last, -1)
    end = Match(sentence.last - 1, sentence.last, -1)
    return quoted(text, whole, words) or reported(text, end, words) or apologised(text, end, words)


def second_findings(
    text: Text, context: Context, second: Second, words: Words, known: list[Finding],
    resting: frozenset[str] = frozenset(), softer: frozenset[str] = frozenset(),
) -> list[Finding]:  # fmt: skip
    """What the second reader adds to the findings already `known`. Silent in a share: that is one's own story.

    Where a rule has spoken of a sentence, the rule's words stay; and no more is added than can be shown at once.
    `resting` and `softer` are the names of categories that a site switched off, or wants only where they are surer.
    """
    room = min(MOST, AT_ONCE - len(merge(known))) if context.role == "reply" else 0
    if room <= 0:
        return []
    loud = [one for one in hear(text, second.model, words) if one.score >= second.model.tip]
    loud.sort(key=lambda one: (-one.score, one.sentence.first))
    found = [(one, _finding(one, text, context, second)) for one in loud if not _is_known(one, text, known)]
    surely = second.model.tip + _SURER
    return [
        said for one, said in found
        if said and said.rule not in resting and (said.rule not in softer or one.score >= surely)
    ][:room]  # fmt: skip


def _is_known(heard: Heard, text: Text, known: list[Finding]) -> bool:
    start, end = text.span(heard.sentence.first, heard.sentence.last)
    return any(start < one.end and one.start < end for one in known)


def _finding(heard: Heard, text: Text, context: Context, second: Second) -> Finding | None:
    model = second.model
    near = [category for category, behind in model.ranked(heard.names) if behind < _CLEAR]
    if any(context.need in second.advice[category].silent for category in near):
        return None  # it may as well be the advice that was asked for
    category = near[0]
    advice = second.advice[category if len(near) == 1 else UNSURE]
    first, last = _passage(text, heard, model)
    start, end = text.span(first, last)
    asks = heard.sentence.last in text.asks
    rewordings = advice.asking if asks else advice.rewordings
    weighed = model.heaviest(heard.names)
    about = second.guidelines[category]
    return Finding(
        name_of(about), about.number, about.slug, about.qualities, "tip", start, end, advice.reason, rewordings, weighed
    )


def _passage(text: Text, heard: Heard, model: Model) -> tuple[int, int]:
    """The sentence; of a long one the neighbouring clauses that weigh most together."""
    first, last = heard.sentence.first, heard.sentence.last
    if last - first <= _NARROW:
        return first, last
    shares = model.shares(heard.names)
    bounds = [first, *(i for i in range(first + 1, last) if text.pause[i]), last]
    clauses = list(itertools.pairwise(bounds))
    sums = [sum(shares.get(word, 0.0) for word in text.word[a:b]) for a, b in clauses]
    begin, stop = _heaviest_run(sums)
    return clauses[begin][0], clauses[stop - 1][1]


def _heaviest_run(sums: list[float]) -> tuple[int, int]:
    """From where to where the sum is highest; always at least one."""
    best, best_run, running, begin = -math.inf, (0, 1), 0.0, 0
    for place, one in enumerate(sums):
        if running <= 0:
            running, begin = 0.0, place
        running += one
        if running > best:
            best, best_run = running, (begin, place + 1)
    return best_run
