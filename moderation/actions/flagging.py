"""Telling a moderator."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from circles import policies
from circles.models import Membership, Post
from moderation import evidence
from moderation.models import Flag
from peersupport import live
from peersupport.policy import Refused, require

A_DAY = timedelta(days=1)


def flag(seat: Membership, post: Post, *, kind: str, words: str) -> Flag:
    """Brings a post to the desk. Telling the same twice is one flag with the newer words.

    Raises Refused, also where the same worry about the same person was told today already.
    """
    require(policies.may_flag(seat, post))
    if kind == Flag.Kind.WORRIED:
        _once_a_day(seat, post)
    with transaction.atomic():
        told, is_new = Flag.objects.get_or_create(
            post=post, by=seat, kind=kind, answered_by=None, defaults={"words": words}
        )
        if not is_new and words:
            told.words = words
            told.save(update_fields=["words"])
        evidence.snapshot(post)
    live.ring_after_commit("desk:all", 0)
    return told


def _once_a_day(seat: Membership, post: Post) -> None:
    lately = Flag.objects.filter(by=seat, kind=Flag.Kind.WORRIED, made_at__gt=timezone.now() - A_DAY)
    if lately.filter(post__author=post.author_id).exclude(post=post, answered_by=None).exists():
        raise Refused(
            _("You told us today that you are worried about this person. A moderator has it. If it cannot wait, "
              "the people under Help now answer at once.")
        )  # fmt: skip
