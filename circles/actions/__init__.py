"""The verbs of a circle, one home each. Only here are posts and seats changed, and only from here is the bell rung."""

from circles.actions.deciding import (
    hold,
    looked_after,
    note_content,
    release,
    remove,
    restore,
    return_to_author,
    tell_author,
)
from circles.actions.hosting import open_circle, rest, revise, wake, write_agreement
from circles.actions.noticing import can_be_put_back, put_away, put_back
from circles.actions.pausing import SeatsTaken, end_pause, give_back, pause
from circles.actions.posting import (
    Draft,
    Nudged,
    TokenTaken,
    left_without_passages,
    note_own,
    post_without,
    reply,
    reword,
    share,
    withdraw,
)
from circles.actions.seats import NameTaken, join, leave, make_facilitator, mark_read, remove_member, tell_member
from circles.actions.supporting import support

__all__ = [
    "Draft",
    "NameTaken",
    "Nudged",
    "SeatsTaken",
    "TokenTaken",
    "can_be_put_back",
    "end_pause",
    "give_back",
    "hold",
    "join",
    "leave",
    "left_without_passages",
    "looked_after",
    "make_facilitator",
    "mark_read",
    "note_content",
    "note_own",
    "open_circle",
    "pause",
    "post_without",
    "put_away",
    "put_back",
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
    "tell_author",
    "tell_member",
    "wake",
    "withdraw",
    "write_agreement",
]
