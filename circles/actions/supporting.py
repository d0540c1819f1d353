"""I hear you, With you, Thank you."""

from circles import policies
from circles.actions.turn import post_now, seat_now, turn
from circles.models import Membership, Post, Support
from peersupport.policy import require


def support(seat: Membership, post: Post, kind: str) -> bool:
    """Gives a support, or takes it back when it was given. Returns whether it stands now. Raises Refused."""
    with turn(seat.circle_id) as circle:
        seat, post = seat_now(circle, seat), post_now(circle, post)
        require(policies.may_support(seat, post))
        given, is_new = Support.objects.get_or_create(post=post, seat=seat, kind=kind)
        if not is_new:
            given.delete()
        post.seq = circle.next_seq()
        post.save(update_fields=["seq"])
    return is_new
