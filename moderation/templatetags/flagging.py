"""The way from a circle's page to a moderator. Circles do not import moderation: their templates load this tag."""

from django import template

register = template.Library()


@register.simple_tag
def tell_path(post_path: str) -> str:
    """The address where a member tells a moderator about the post at `post_path`."""
    return f"{post_path}tell/"
