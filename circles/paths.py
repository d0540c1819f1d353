"""Addresses of a circle's pages, joined by hand: `{% url %}` took 15 % of a page with twenty shares.

`tests/circles/test_paths.py` holds them against the URLconf.
"""

from circles.models import Circle, Membership, Post


def circle_path(circle: Circle) -> str:
    return f"/circles/{circle.public_id}/"


def post_path(circle: Circle, post: Post) -> str:
    return f"/circles/{circle.public_id}/posts/{post.public_id}/"


def place_path(circle: Circle, post: Post) -> str:
    """Where a post is read: a share on its own page, a reply below its share."""
    share = post.share or post
    return f"{post_path(circle, share)}#p-{post.public_id}"


def decision_path(post: Post) -> str:
    """Where its author reads what a moderator decided about a post, and asks for a second look."""
    return f"/decisions/posts/{post.public_id}/"


def seat_decision_path(seat: Membership) -> str:
    """The same for a pause, or a seat that was taken away."""
    return f"/decisions/seats/{seat.public_id}/"
