"""The way from a circle's page to a moderator. Circles do not import moderation: their templates load this tag."""

from django import template

from circles import paths
from circles.models import Post
from moderation import presence

register = template.Library()


@register.simple_tag
def tell_path(post_path: str) -> str:
    """The address where a member tells a moderator about the post at `post_path`."""
    return f"{post_path}tell/"


@register.simple_tag
def decision_path(post: Post) -> str:
    """The address where its author reads what was decided, and asks for a second look."""
    return paths.decision_path(post)


@register.simple_tag
def duty_line() -> str:
    """Whether a moderator is here now and how long it usually takes; empty when nothing can be said honestly."""
    return presence.line()
