"""How every view of a circle comes in: through the seat. Absent and forbidden look the same."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404

from circles.models import Membership, Post
from peersupport.accounts.requests import SignedIn

__all__ = ["login_required", "post_or_404", "seat_or_404"]


def seat_or_404(request: SignedIn, circle_id: str) -> Membership:
    """The person's own seat in this circle, with the circle; 404 for everybody else."""
    seat = (
        Membership.objects.select_related("circle")
        .filter(circle__public_id=circle_id, user=request.user, state=Membership.State.ACTIVE)
        .first()
    )
    if seat is None:
        raise Http404
    # The same person, with what is chosen about reading: no second query for it.
    seat.user = request.user
    return seat


def post_or_404(seat: Membership, post_id: str, **more: Any) -> Post:
    """A post of the seat's circle that the seat may fetch; `more` narrows it."""
    post = Post.objects.with_authors().readable_from(seat).filter(public_id=post_id, **more).first()
    if post is None:
        raise Http404
    return post
