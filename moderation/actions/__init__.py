"""The verbs of moderation: flag, decide, appoint."""

from moderation.actions.deciding import decide
from moderation.actions.duties import appoint, relieve
from moderation.actions.flagging import flag

__all__ = ["appoint", "decide", "flag", "relieve"]
