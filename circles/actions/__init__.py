"""The verbs of a circle, one home each. Only here are posts and seats changed, and only from here is the bell rung."""

from circles.actions.deciding import hold, looked_after, release, remove, restore, return_to_author
from circles.actions.hosting import open_circle, rest, revise, wake, write_agreement
from circles.actions.posting import Draft, Nudged, TokenTaken, reply, reword, share, withdraw
from circles.actions.seats import NameTaken, join, leave, make_facilitator, remove_member
from circles.actions.supporting import support

__all__ = [
    "Draft",
    "NameTaken",
    "Nudged",
    "TokenTaken",
    "hold",
    "join",
    "leave",
    "looked_after",
    "make_facilitator",
    "open_circle",
    "release",
    "remove",
    "remove_member",
    "reply",
    "rest",
    "restore",
    "return_to_author",
    "revise",
    "reword",
    "share",
    "support",
    "wake",
    "withdraw",
    "write_agreement",
]
