"""What a person wrote, as safe HTML: Markdown -> bleach -> nh3. The only importer of the three.

Words are rendered once, when they are written, and kept as HTML beside their source. Emphasis, lists and quotes are
all there is: no headings, no images, no HTML, no links with a text of their own (a link shows where it leads).
"""

import re
import unicodedata

import bleach
import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

MAX_CHARACTERS = 5_000

_TAGS = {"p", "br", "em", "strong", "s", "ul", "ol", "li", "blockquote", "a"}
_LINK_ATTRIBUTES = {"href", "rel", "class"}
_LINK = re.compile(r"https?://[^\s<>\"'`]+", re.IGNORECASE)
_TRAILING = ".,;:!?)]}…"
# C0 controls but tab and newline, and lone surrogates: no database or browser wants them.
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def tidy(words: str) -> str:
    """The words as we keep them: NFC, newlines as \\n, no control characters, no blank edges, few empty lines."""
    words = _UNWANTED.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"\n{4,}", "\n\n\n", unicodedata.normalize("NFC", words).strip())


def to_html(words: str) -> str:
    """Safe HTML of up to MAX_CHARACTERS of Markdown. Raises ValueError when there are more: cap before parsing."""
    if len(words) > MAX_CHARACTERS:
        raise ValueError(f"more than {MAX_CHARACTERS} characters")
    html = _MARKDOWN.render(words)
    html = bleach.clean(html, tags=_TAGS, attributes={"a": list(_LINK_ATTRIBUTES)}, protocols={"http", "https"})
    # bleach is no longer maintained: nh3 is the last boundary.
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href", "class"}},
        url_schemes={"http", "https"},
        link_rel="nofollow noopener noreferrer",
    )


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": 12})
    parser.enable(["emphasis", "strikethrough", "list", "blockquote", "newline", "escape"])
    parser.core.ruler.push("show_links", _show_links)
    return parser


def _show_links(state: StateCore) -> None:
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = [part for token in block.children for part in _split_links(token)]


def _split_links(token: Token) -> list[Token]:
    if token.type != "text" or "://" not in token.content:
        return [token]
    parts, at = [], 0
    for found in _LINK.finditer(token.content):
        address = found.group().rstrip(_TRAILING)
        end = found.start() + len(address)
        parts += [_text(token.content[at : found.start()]), *_link(address)]
        at = end
    return [*parts, _text(token.content[at:])]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link(address: str) -> list[Token]:
    attributes: dict[str, str | int | float] = {"href": address, "class": "leaving"}
    return [Token("link_open", "a", 1, attrs=attributes), _text(address), Token("link_close", "a", -1)]


_MARKDOWN = _parser()
