"""The words a person can read, found where they stand: templates, Python, the places of the help lines, and the
titles and lines of the guidelines and of what is kind (the rest of the rulebook is in the language it reads).

Scripts have no words of their own; pages give them theirs in `data-` attributes and `<template>`s.
"""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.template.base import Lexer, Token, TokenType
from django.utils.translation import trim_whitespace
from django.utils.translation.template import block_re, constant_re, endblock_re, inline_re, plural_re

PACKAGES = ("circles", "moderation", "peersupport")
TEMPLATES = "templates"
HELP_LINES = "peersupport/safety/help_lines.toml"
GUIDELINES = "moderation/guidelines/rules/en"
# What is called, and which of its arguments are the context, the words, and the words for many.
CALLS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
}


class NotPlain(ValueError):
    """Words that only come together while the site runs: nobody can translate them."""


@dataclass(frozen=True, slots=True)
class Words:
    """What gettext looks up. `many` is the plural as written, `context` tells apart what looks alike; or None."""

    one: str
    many: str | None = None
    context: str | None = None

    @property
    def key(self) -> tuple[str | None, str]:
        """As a catalogue keeps them apart."""
        return self.context, self.one


@dataclass(slots=True)
class Found:
    """Words, and the files they stand in, from the top of the checkout."""

    words: Words
    places: list[str] = field(default_factory=list)


def in_house(root: Path) -> list[Found]:
    """All words, in the order of the files they first stand in. Raises NotPlain."""
    found: dict[tuple[str | None, str], Found] = {}
    for path in _files(root):
        place = path.relative_to(root).as_posix()
        for words in _in_file(path, place):
            entry = found.setdefault(words.key, Found(words))
            if words.many and not entry.words.many:
                entry.words = words
            if place not in entry.places:
                entry.places.append(place)
    return list(found.values())


def _files(root: Path) -> list[Path]:
    python = [path for package in PACKAGES for path in (root / package).rglob("*.py")]
    guidelines = [*(root / GUIDELINES).glob("[0-9]*.toml"), root / GUIDELINES / "kindness.toml"]
    return sorted([*python, *(root / TEMPLATES).rglob("*.html"), root / HELP_LINES, *guidelines])


def _in_file(path: Path, place: str) -> Iterator[Words]:
    text = path.read_text(encoding="utf-8")
    match path.suffix:
        case ".py":
            return in_python(text, place)
        case ".html":
            return in_template(text)
        case _ if place == HELP_LINES:
            return (Words(line["place"]) for line in tomllib.loads(text)["lines"] if line["place"])
        case _:
            return in_guideline(text)


def in_guideline(toml: str) -> Iterator[Words]:
    """The title and the line of a chapter, and the lines that answer a kind reply."""
    chapter = tomllib.loads(toml)
    yield from (Words(_doubled(kind["line"])) for kind in chapter.get("kind", ()))
    if "title" in chapter:
        yield from (Words(_doubled(chapter[part])) for part in ("title", "line"))


def in_python(source: str, place: str = "") -> Iterator[Words]:
    """The words of every gettext call. Raises NotPlain for a call whose words are no plain string."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if isinstance(call.func, ast.Name) and call.func.id in CALLS:
            context, one, many = (_plain(call, at, place) for at in CALLS[call.func.id])
            yield Words(one or "", many, context)


def _plain(call: ast.Call, at: int | None, place: str) -> str | None:
    if at is None:
        return None
    said = call.args[at] if at < len(call.args) else None
    if isinstance(said, ast.Constant) and isinstance(said.value, str):
        return said.value
    raise NotPlain(f"{place}:{call.lineno}: the words of a translation are one plain string.")


def in_template(source: str) -> Iterator[Words]:
    """The words of `{% translate %}`, `{% blocktranslate %}` and `_("…")`."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type == TokenType.BLOCK and block_re.match(token.contents):
            yield _in_block(token, tokens)
        if token.token_type in (TokenType.BLOCK, TokenType.VAR):
            yield from _in_tag(token)


def _in_tag(token: Token) -> Iterator[Words]:
    inline = inline_re.match(token.contents) if token.token_type == TokenType.BLOCK else None
    if inline:
        yield Words(_doubled(_bare(inline[1])), context=_bare(inline[3]) or None)
    for constant in constant_re.findall(token.contents):
        yield Words(_doubled(_bare(constant)))


def _in_block(start: Token, tokens: Iterator[Token]) -> Words:
    """As Django's own tag puts the message together; the tokens up to the end of the block are used up."""
    opening = block_re.match(start.contents)
    context = _bare(opening[2]) if opening else ""
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token.token_type == TokenType.BLOCK and endblock_re.match(token.contents):
            break
        if token.token_type == TokenType.BLOCK and plural_re.match(token.contents):
            parts.append([])
        elif token.token_type == TokenType.VAR:
            parts[-1].append(f"%({token.contents})s")
        elif token.token_type == TokenType.TEXT:
            parts[-1].append(_doubled(token.contents))
    said = ["".join(part) for part in parts]
    if "trimmed" in start.split_contents():
        said = [trim_whitespace(part) for part in said]
    return Words(said[0], said[1] if len(said) > 1 else None, context or None)


def _bare(quoted: str | None) -> str:
    return (quoted or "")[1:-1]


def _doubled(text: str) -> str:
    return text.replace("%", "%%")
