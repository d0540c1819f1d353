"""The rulebook tests itself: every rule finds its examples and leaves its look-alikes alone."""

from __future__ import annotations

from .book import Book, Rule
from .findings import Context
from .reader import all_findings, read


def complaints(rule: Rule, book: Book, paraphrases: tuple[str, ...] = ()) -> list[str]:
    """What is wrong with this rule, one plain sentence each; an empty list when all is well."""
    context = Context(rule.role, rule.need)
    missed = [text for text in (*rule.examples, *paraphrases) if not finds(rule, text, context, book)]
    wrong = [text for text in rule.lookalikes if stirs(rule, text, context, book)]
    return [f"does not find: {text}" for text in missed] + [f"is stirred by: {text}" for text in wrong]


def finds(rule: Rule, text: str, context: Context, book: Book) -> bool:
    """Whether this rule (for care: the whole detector) finds something in the text."""
    if rule.kind == "fear-for-other":
        return read(text, context, book).worried
    if rule.kind:
        return read(text, context, book).care
    return any(one.rule == rule.id for one in all_findings(text, context, book))


def stirs(rule: Rule, text: str, context: Context, book: Book) -> bool:
    """Whether this rule finds something here, or any other would nudge or hold."""
    guidance = read(text, context, book)
    if rule.kind:
        return guidance.worried if rule.kind == "fear-for-other" else guidance.care
    found = all_findings(text, context, book)
    return any(one.rule == rule.id for one in found) or guidance.level in ("nudge", "hold")
