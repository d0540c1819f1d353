"""What is counted in a sentence: its words, which stand beside which, and who is spoken of."""

from __future__ import annotations

import itertools

from ..split import Sentence, Text

_YOU = frozenset("you your yours yourself".split())
_ME = frozenset("i me my mine myself".split())
_THEM = frozenset("he she they him her his them their".split())
_FOUR = 4  # words; lengths are counted in fours
_LONGEST = 8  # fours


def features(text: Text, sentence: Sentence) -> list[str]:
    """The names of all that is seen in one sentence, each once and always in the same order."""
    words = text.word[sentence.first : sentence.last]
    asks = sentence.last in text.asks
    row = ["^", *words, "?" if asks else "$"]
    seen = dict.fromkeys(words)
    seen.update(dict.fromkeys([f"{a} {b}" for a, b in itertools.pairwise(row)]))
    seen.update(dict.fromkeys([f"{a} _ {b}" for a, b in zip(row, row[2:], strict=False)]))
    seen.update(dict.fromkeys(_people(words, sentence, asks)))
    return list(seen)


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
