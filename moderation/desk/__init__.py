"""The desk: what waits for a moderator, and the one door to the words behind it."""

from moderation.desk.entry import (
    Entry,
    colleagues_for,
    decided_post,
    entry_of,
    has_opened,
    kind_of,
    look_around,
    open_appeal,
    open_post,
    waiting_post,
)
from moderation.desk.listing import CAPPED_AT, KINDS, SHOWN_AT_ONCE, Desk, Filters, Row, claim_now, look
from moderation.desk.number import number
from moderation.desk.scope import Scope, scope_of

__all__ = [
    "CAPPED_AT",
    "KINDS",
    "SHOWN_AT_ONCE",
    "Desk",
    "Entry",
    "Filters",
    "Row",
    "Scope",
    "claim_now",
    "colleagues_for",
    "decided_post",
    "entry_of",
    "has_opened",
    "kind_of",
    "look",
    "look_around",
    "number",
    "open_appeal",
    "open_post",
    "scope_of",
    "waiting_post",
]
