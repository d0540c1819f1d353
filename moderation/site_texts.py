"""Texts that a site may say in its own words: the runbooks, and the moderators' agreement. Ours until it does."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings

from moderation.first_steps import agreement_words
from moderation.models import SiteText
from moderation.runbooks import Runbook, runbooks
from peersupport.text import to_html

AGREEMENT = "moderators-agreement"
OUR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it stands now. `is_ours`: nobody put other words in its place."""

    key: str
    language: str
    words: str
    html: str
    version: int = OUR_VERSION
    is_ours: bool = True


def keys() -> tuple[str, ...]:
    """Every text that can be said in other words, in the order of the admins' page."""
    return (*(one.slug for one in runbooks()), AGREEMENT)


def text_now(key: str, language: str) -> Text:
    """What counts now for a reader of this language. One query.

    The site's words in that language; else, because they may hold a number to call, its words in the site's first
    language; else ours in theirs.
    """
    newest = newest_of(key)
    for wanted in dict.fromkeys((language, settings.LANGUAGE_CODE)):
        found = newest.get(wanted)
        if found is not None and found.words:
            return Text(key, wanted, found.words, found.html, found.version, is_ours=False)
    # Going back to ours is a version, too.
    version = newest[language].version if language in newest else OUR_VERSION
    return Text(key, language, *our_words(key, language), version)


def newest_of(key: str) -> dict[str, SiteText]:
    """The newest version by language, empty ones included."""
    return {one.language: one for one in SiteText.objects.filter(key=key).order_by("pk")}


@cache
def our_words(key: str, language: str) -> tuple[str, str]:
    """As (Markdown, HTML). Raises LookupError for a text there is not."""
    words = agreement_words(language) if key == AGREEMENT else _as_words(_runbook(key, language))
    return words, to_html(words)


def _runbook(key: str, language: str) -> Runbook:
    found = next((one for one in runbooks(language) if one.slug == key), None)
    if found is None:
        raise LookupError(key)
    return found


def _as_words(runbook: Runbook) -> str:
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(runbook.steps, 1))
    return f"**{runbook.first}**\n\n{steps}\n\n{runbook.not_this}"
