"""What a content note may speak of: one short list for writers, moderators and readers. Own words work beside it."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Theme:
    """`key` is stored and never changes; `label` is what people read."""

    key: str
    label: str | Promise


THEMES = (
    Theme("danger", _("Suicide, self-harm")),
    Theme("relapse", _("Drinking, using, a relapse")),
    Theme("loss", _("Losing somebody")),
    Theme("violence", _("Violence, abuse")),
    Theme("sexual", _("Sexual harm")),
    Theme("body", _("Food, weight, the body")),
    Theme("illness", _("Illness, hospital")),
)
# What a note in own words belongs to where it is none of these.
OTHER = Theme("other", _("Something else"))
KEYS = tuple(theme.key for theme in (*THEMES, OTHER))


def theme_of(words: str) -> str:
    """The key for a note as it was typed: that of a label in any language of the site; "" for no note at all."""
    return _labels().get(_plain(words), OTHER.key) if words else ""


def shown(key: str, words: str) -> str:
    """A note as this reader reads it: own words as they are, a label of the list in the page's language."""
    if words and _labels().get(_plain(words)) != key:
        return words
    return next((str(theme.label) for theme in THEMES if theme.key == key), words)


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {_plain(str(theme.label)): theme.key for theme in THEMES}
    return found


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
