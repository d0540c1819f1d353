"""One language's catalogue, locale/LANGUAGE/LC_MESSAGES/django.po: renewed from the house, and checked."""

import difflib
import re
from collections.abc import Iterable

import polib

from peersupport.languages.words import Found

WIDTH = 110
# Placeholders, tags, and what would end an attribute: Django writes translations into pages as they are.
MARKS = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}|</?\w+>|[\"<>&]")

Key = tuple[str | None, str]


def renewed(text: str, found: Iterable[Found]) -> str:
    """The catalogue with exactly these words, in their order; what was translated stays translated.

    Where a sentence was changed, the old translation is kept as fuzzy: not shown, and a start for the new one.
    """
    old = polib.pofile(text)
    have = {_key(entry): entry for entry in old if not entry.obsolete}
    new = polib.POFile(wrapwidth=WIDTH)
    new.header, new.metadata = old.header, old.metadata
    wanted = list(found)
    left = {key: entry for key, entry in have.items() if key not in {one.words.key for one in wanted}}
    for one in wanted:
        new.append(_entry(one, have.get(one.words.key), left, forms=_forms(old)))
    return f"{new}".rstrip("\n") + "\n"


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def _forms(po: polib.POFile) -> int:
    found = re.search(r"nplurals\s*=\s*(\d+)", po.metadata.get("Plural-Forms", ""))
    return int(found[1]) if found else 2


def _entry(one: Found, old: polib.POEntry | None, left: dict[Key, polib.POEntry], forms: int) -> polib.POEntry:
    words = one.words
    new = polib.POEntry(msgid=words.one, msgid_plural=words.many or "", msgctxt=words.context)
    new.occurrences = [(place, "") for place in one.places]
    near = old if old else _nearest(words.one, left)
    if words.many:
        new.msgstr_plural = {form: near.msgstr_plural.get(form, "") for form in range(forms)}
    else:
        new.msgstr = near.msgstr
    is_same = old is not None and "fuzzy" not in old.flags
    if not is_same and (new.msgstr or any(new.msgstr_plural.values())):
        new.flags = ["fuzzy"]
    return new


def _nearest(words: str, left: dict[Key, polib.POEntry]) -> polib.POEntry:
    near = difflib.get_close_matches(words, [said for _, said in left], n=1, cutoff=0.7)
    return next((entry for (_, said), entry in left.items() if said in near), polib.POEntry())


def troubles(text: str, found: Iterable[Found]) -> list[str]:
    """What is wrong with a catalogue, one sentence each; empty when it is complete."""
    entries = [entry for entry in polib.pofile(text) if not entry.obsolete]
    wrong = [f"{said}: {entry.msgid}" for entry in entries if (said := _trouble(entry))]
    if renewed(text, found) != text:
        wrong.append("It is not what the house says now; bring it up to date with: make languages")
    return wrong


def _trouble(entry: polib.POEntry) -> str:
    said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not all(said):
        return "Not translated"
    if "fuzzy" in entry.flags:
        return "Needs another look (fuzzy)"
    if not _marks_agree(entry, said):
        return "The placeholders or tags are not the same"
    if any(_edges(one) != _edges(entry.msgid) for one in said):
        return "Begins or ends with other white space"
    return ""


def _marks_agree(entry: polib.POEntry, said: list[str]) -> bool:
    """A form for a certain number may leave the number out ("one free seat"); the last one may not."""
    marks = sorted(MARKS.findall(entry.msgid_plural or entry.msgid))
    *others, last = (sorted(MARKS.findall(one)) for one in said)
    return last == marks and all(set(other) <= set(marks) for other in others)


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()
