"""Addresses of a circle's pages, joined by hand: `{% url %}` took 15 % of a page with twenty shares.

`tests/circles/test_paths.py` holds them against the URLconf.
"""

from circles.models import Circle, Post


def circle_path(circle: Circle) -> str:
    return f"/circles/{circle.public_id}/"


def post_path(circle: Circle, post: Post) -> str:
    return f"/circles/{circle.public_id}/posts/{post.public_id}/"


def place_path(circle: Circle, post: Post) -> str:
    """Where a post is read: a share on its own page, a reply below its share."""
    share = post.share or post
    return f"{post_path(circle, share)}#p-{post.public_id}"
