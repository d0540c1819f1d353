"""Cut a folded text into words with their places, sentences and clauses, and note what stands in quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from .normalise import fold, unleet, unstretch
from .words import Words

NONE, CLAUSE, SENTENCE = 0, 1, 2
WEAK, STRONG = 1, 2
_MOST_MET = 20_000  # words remembered in one book
_LONGEST_QUOTE = 60  # words; an unpaired mark must not silence the rest of the text

_PIECE = re.compile(
    r"[a-z0-9][a-z0-9]*(?:['@$!][a-z0-9]+)*"  # a word, with its apostrophes and the signs of leetspeak
    r"|[@$][a-z][a-z0-9]*"
    r"|(?P<stop>[.!?\u2026\u203d]+|\n+|[\u2600-\u27bf\U0001f000-\U0001faff]+)"
    r"|(?P<pause>[,;:()\[\]/|\u2013\u2014~*\u00bf\u00a1]+|(?<=[\s])-+(?=\s))"
    r"|(?P<quote>\"+|')"
    r"|(?P<letters>[^\W\d_]+)"
)
_CITED = re.compile(r"^[ \t]*(?:>|&gt;)[^\n]*", re.MULTILINE)


LONGEST_SENTENCE = 60  # words; a text without full stops is read in pieces of this length


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words from `first` up to `last`, and the set of them."""

    first: int
    last: int
    words: frozenset[str]


@dataclass(slots=True)
class Text:
    """The words of one text, in parallel lists; `word[i]` was typed at `start[i]` to `end[i]`."""

    word: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    pause: list[int] = field(default_factory=list)  # what stands before the word: NONE, CLAUSE or SENTENCE
    quoted: list[bool] = field(default_factory=list)
    asks: set[int] = field(default_factory=set)  # index of the first word after a question mark
    sentences: list[Sentence] = field(default_factory=list)
    first: list[int] = field(default_factory=list)  # of the sentence the word belongs to
    last: list[int] = field(default_factory=list)  # one past the sentence
    number: list[int] = field(default_factory=list)  # of the sentence the word belongs to
    meant_short: bool = False  # while reading: was the last word typed as *ur*?
    typed: str = ""
    opens: list[int] = field(default_factory=list)  # 0, WEAK (after and, but) or STRONG start of a clause

    def span(self, begin: int, stop: int) -> tuple[int, int]:
        """The typed characters that the words from `begin` up to `stop` cover."""
        return self.start[begin], self.end[stop - 1]


def split(typed: str, words: Words) -> Text:
    """The words, sentences, clauses and quotations of what was typed."""
    folded, origin = fold(typed)
    text = Text(typed=typed)
    _read_pieces(folded, text, words)
    _mark_sentences(text)
    _mark_openings(text, words)
    if origin is not None:
        text.start = [origin[i] for i in text.start]
        text.end = [origin[i - 1] + 1 for i in text.end]
    return text


def _read_pieces(folded: str, text: Text, words: Words) -> None:
    cited = [match.span() for match in _CITED.finditer(folded)] if ">" in folded or "&gt;" in folded else []
    pause, opened = SENTENCE, -1
    for match in _PIECE.finditer(folded):
        kind = match.lastgroup
        at = len(text.word)
        if kind is None or kind == "letters":
            _add_word(match.group(), match.start(), match.end(), text, words, pause)
            pause = NONE
        elif kind == "stop":
            pause = SENTENCE if _ends_sentence(match, folded) else max(pause, NONE)
            if "?" in match.group():
                text.asks.add(at)
        elif kind == "pause":
            pause = max(pause, CLAUSE)
        else:
            opened = _quote(match, folded, text, opened)
            pause = max(pause, CLAUSE)
    for begin, stop in cited:
        for i, start in enumerate(text.start):
            text.quoted[i] = text.quoted[i] or begin <= start < stop


def _ends_sentence(match: re.Match[str], folded: str) -> bool:
    """A full stop inside 2.5 or e.g. ends nothing; every other mark does."""
    after = folded[match.end() : match.end() + 1]
    return match.group() != "." or not after.isalnum()


def _add_word(piece: str, start: int, end: int, text: Text, words: Words, pause: int) -> None:
    parts = words.parts.get(piece) or words.met.get(piece) or _meet(piece, words)
    mixed = words.mixed
    if mixed and text.word and text.word[-1] == mixed.word and not pause and _is_mixed_up(parts[0], text, words):
        text.word[-1] = mixed.meant[0]
        parts = (*mixed.meant[1:], *parts)
    text.meant_short = mixed is not None and piece == mixed.short
    for part in parts:
        text.word.append(part)
        text.start.append(start)
        text.end.append(end)
        text.pause.append(pause)
        text.quoted.append(False)
        pause = NONE


def _is_mixed_up(following: str, text: Text, words: Words) -> bool:
    """*your a star* and *ur going* are *you are*; *your drinking* may be a noun."""
    mixed = words.mixed
    return mixed is not None and (
        following in mixed.before or (text.meant_short and following.endswith(mixed.short_before))
    )


def _meet(piece: str, words: Words) -> tuple[str, ...]:
    """The parts of a word without an entry, remembered for the next time (up to a limit)."""
    parts = _unusual(piece, words)
    if len(words.met) < _MOST_MET and len(piece) < 30:
        words.met[piece] = parts
    return parts


def _unusual(piece: str, words: Words) -> tuple[str, ...]:
    """The parts of a word that is stretched, in leetspeak, possessive or simply not in any rule."""
    if piece.isalpha():
        if len(piece) > 3 and piece not in words.known:
            for shorter in unstretch(piece):
                if shorter in words.parts or shorter in words.known:
                    return words.parts.get(shorter, (shorter,))
        return (piece,)
    plain = unleet(piece)
    if plain != piece and plain in words.known and not piece.isdigit():
        return (plain,)
    if "'" in piece:
        stem, ending = piece.partition("'")[0], words.possessive
        return (stem, ending) if ending and piece.endswith(ending) else (piece.replace("'", ""),)
    return (piece,)


def _quote(match: re.Match[str], folded: str, text: Text, opened: int) -> int:
    """Follow one quotation mark: where the open quotation began, or -1 when none is open."""
    at = len(text.word)
    before = folded[match.start() - 1 : match.start()]
    after = folded[match.end() : match.end() + 1]
    opens_here = not before.strip() or before in "(-:,"
    if opened >= 0 and (not opens_here or not after.strip()):
        if at - opened <= _LONGEST_QUOTE:
            text.quoted[opened:at] = [True] * (at - opened)
        return -1
    return at if opens_here and after.strip() else opened


def _mark_sentences(text: Text) -> None:
    bounds = _bounds(text)
    for number, (begin, stop) in enumerate(pairwise(bounds)):
        text.sentences.append(Sentence(begin, stop, frozenset(text.word[begin:stop])))
        text.first.extend([begin] * (stop - begin))
        text.last.extend([stop] * (stop - begin))
        text.number.extend([number] * (stop - begin))


def _bounds(text: Text) -> list[int]:
    """Where sentences begin, and the end. A very long one is cut, at a comma where there is one."""
    bounds: list[int] = []
    pause_at = 0
    for i, pause in enumerate(text.pause):
        if pause == SENTENCE:
            bounds.append(i)
        elif i - bounds[-1] >= LONGEST_SENTENCE:
            bounds.append(pause_at if pause_at > bounds[-1] else i)
        if pause == CLAUSE:
            pause_at = i
    return [*bounds, len(text.word)]


def _mark_openings(text: Text, words: Words) -> None:
    """Where clauses begin: after a mark or a joining word, looking through *well*, *mate*, *please*."""
    opens: list[int] = []
    for i, word in enumerate(text.word):
        if text.pause[i]:
            opens.append(STRONG)
            continue
        before = text.word[i - 1]
        if before in words.leads and opens[i - 1]:
            opens.append(opens[i - 1])
        else:
            opens.append(WEAK if before in words.joins and word not in words.joins else 0)
    text.opens = opens
