"""Telling a moderator."""

from circles import policies
from circles.models import Membership, Post
from moderation.models import Flag
from peersupport import live
from peersupport.policy import require


def flag(seat: Membership, post: Post, *, kind: str, words: str) -> Flag:
    """Brings a post to the desk. Telling the same twice is one flag with the newer words. Raises Refused."""
    require(policies.may_flag(seat, post))
    told, is_new = Flag.objects.get_or_create(
        post=post, by=seat, kind=kind, answered_by=None, defaults={"words": words}
    )
    if not is_new and words:
        told.words = words
        told.save(update_fields=["words"])
    live.ring_after_commit("desk:all", 0)
    return told
