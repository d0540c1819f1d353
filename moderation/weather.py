"""Own weather: themes a moderator may leave to others for a day, and what is heavy."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Theme:
    """Kinds of entries and categories of the rulebook that are one thing to whoever reads them."""

    key: str
    title: str | Promise
    kinds: frozenset[str] = frozenset()
    categories: frozenset[int] = frozenset()


THEMES = (
    Theme("danger", _("Somebody may not be safe"), frozenset({"care"}), frozenset({0})),
    Theme("harm", _("Encouraging harm"), categories=frozenset({14})),
    Theme("threats", _("Threats and doom"), categories=frozenset({9})),
    Theme("insults", _("Insults"), categories=frozenset({10})),
    Theme("shame", _("Shaming and blame"), categories=frozenset({1, 2, 3})),
    Theme("told", _("What members tell us about each other"), frozenset({"told"})),
    Theme("second-looks", _("Second looks and letters"), frozenset({"appeals"})),
)
_HEAVY_CATEGORIES = frozenset({0, 9, 10, 14})


def is_heavy(kind: str, categories: Iterable[int]) -> bool:
    """Is this the sort of entry that stays with whoever reads it?"""
    return kind == "care" or not _HEAVY_CATEGORIES.isdisjoint(categories)


def is_left_out(kind: str, categories: Iterable[int], themes: frozenset[str]) -> bool:
    """Does this belong to one of these themes?"""
    seen = frozenset(categories)
    left = (theme for theme in THEMES if theme.key in themes)
    return any(kind in theme.kinds or not seen.isdisjoint(theme.categories) for theme in left)
