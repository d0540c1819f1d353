"""Honest words for an author who takes theirs back: what the desk keeps of them, why, and until when."""

from django.conf import settings
from django.utils.translation import ngettext

from circles.models import Post
from moderation import evidence


def what_is_kept(post: Post) -> str:
    """Empty when nothing is kept."""
    if not evidence.is_kept(post):
        return ""
    days = settings.EVIDENCE_DAYS
    return ngettext(
        "A moderator was asked to read them, so one sealed copy stays with this question, for moderators only. "
        "It is deleted %(days)s day after the last decision about it.",
        "A moderator was asked to read them, so one sealed copy stays with this question, for moderators only. "
        "It is deleted %(days)s days after the last decision about it.",
        days,
    ) % {"days": days}
