"""What is counted in a sentence: its words, which stand beside which, what kinds of words, and who is spoken of."""

from __future__ import annotations

import itertools

from ..split import Sentence, Text
from ..words import Words

_YOU = frozenset("you your yours yourself".split())
_ME = frozenset("i me my mine myself".split())
_THEM = frozenset("he she they him her his them their".split())
_FOUR = 4  # words; lengths are counted in fours
_LONGEST = 8  # fours
# Classes of words.toml whose members stand for each other: what was learned of one drug is known of the next.
_KINDS = "path illness med drink group rubbish bad labelnoun insult family kinfolk num act".split()


def features(text: Text, sentence: Sentence, words: Words) -> list[str]:
    """The names of all that is seen in one sentence, each once and always in the same order."""
    said = text.word[sentence.first : sentence.last]
    asks = sentence.last in text.asks
    row = ["^", *said, "?" if asks else "$"]
    seen = dict.fromkeys(said)
    seen.update(dict.fromkeys([f"{a} {b}" for a, b in itertools.pairwise(row)]))
    seen.update(dict.fromkeys([f"{a} _ {b}" for a, b in zip(row, row[2:], strict=False)]))
    seen.update(dict.fromkeys(_people(said, sentence, asks)))
    seen.update(dict.fromkeys(_kinds(row, kinds_of(words))))
    seen.update(dict.fromkeys(_neighbours(text, sentence)))
    return list(seen)


def kinds_of(words: Words) -> dict[str, str]:
    """The kind of each word that has one: the first class that holds it."""
    if not words.kinds:
        for name in _KINDS:
            for word in words.classes.get(name, ()):
                words.kinds.setdefault(word, f"@{name}")
    return words.kinds


def _kinds(row: list[str], kinds: dict[str, str]) -> list[str]:
    """The kinds of words, and what stands beside them."""
    marked = [kinds.get(word, word) for word in row]
    found = [f"#{word}" for word in marked if word[0] == "@"]
    return found + [f"#{a} {b}" for a, b in itertools.pairwise(marked) if a[0] == "@" or b[0] == "@"]


def _neighbours(text: Text, sentence: Sentence) -> list[str]:
    """How the sentences before and after it open: a veiled judgment often stands between two kind ones."""
    number, found = text.number[sentence.first], []
    if number:
        before = text.sentences[number - 1]
        me, you = not _ME.isdisjoint(before.words), not _YOU.isdisjoint(before.words)
        found += [f"#before {text.word[before.first]}", f"#before {me:d}{you:d}"]
    if number + 1 < len(text.sentences):
        found.append(f"#after {text.word[text.sentences[number + 1].first]}")
    return found


def _people(words: list[str], sentence: Sentence, asks: bool) -> tuple[str, ...]:
    """Who is spoken of, whether it is asked, how it opens, how long it is."""
    you, me = not _YOU.isdisjoint(sentence.words), not _ME.isdisjoint(sentence.words)
    them = not _THEM.isdisjoint(sentence.words)
    first = _who_first(words) if you and me else ""
    return (
        f"#who {you:d}{me:d}{them:d}{asks:d}{first}",
        f"#opens {words[0]}{asks:d}",
        f"#fours {min(len(words) // _FOUR, _LONGEST)}",
    )


def _who_first(words: list[str]) -> str:
    for word in words:
        if word in _YOU:
            return "you"
        if word in _ME:
            return "me"
    return ""


def parts(name: str) -> list[str]:
    """The words a feature is made of; none for what is no word."""
    if name.startswith("#"):
        return []
    return [word for word in name.split(" ") if word[:1].isalnum()]
