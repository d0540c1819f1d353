"""A decision: what happens to the post, the Review that says who and why, the answer to those who told us."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from circles import actions as circle_actions
from circles.actions.turn import post_now, turn
from circles.models import Notice, Post
from moderation.models import Flag, Review
from moderation.policies import may_decide
from peersupport import live
from peersupport.accounts.models import User
from peersupport.policy import Refused, require

Decision = Review.Decision


def decide(post: Post, *, by: User, decision: str, note: str = "") -> Review:
    """Carries a decision out. `note` is what the author will read; returning and removing need one.

    Raises Refused when `by` may not, when the note is missing, or when the post is past deciding.
    """
    require(may_decide(by, post))
    if decision in (Decision.RETURN, Decision.REMOVE) and not note:
        raise Refused(_("Please tell the author why, in a sentence or two. They will read it."))
    # One turn around it all: a second moderator, or the author, finds the post as the first one left it.
    with turn(post.circle_id) as circle:
        post = _carry_out(post_now(circle, post), decision, note)
        review = Review.objects.create(post=post, by=by, decision=decision, at_seq=post.seq, note=note)
        _answer_flags(post, review)
    live.ring_after_commit("desk:all", 0)
    return review


def _carry_out(post: Post, decision: str, note: str) -> Post:
    wanted: dict[str, Callable[[], Post]] = {
        Decision.KEEP: lambda: _keep(post),
        Decision.RETURN: lambda: circle_actions.return_to_author(post, note=note),
        Decision.REMOVE: lambda: circle_actions.remove(post, note=note),
        Decision.RESTORE: lambda: circle_actions.restore(post),
        Decision.CARED: lambda: post,
    }
    if post.state not in _MAY_COME_FROM[decision]:
        raise Refused(_("Somebody was here before you: this is already decided, or its author took it back."))
    post = wanted[decision]()
    if post.care or post.unread:
        circle_actions.looked_after(post)
    return post


_ON_THE_PAGE = {Post.State.PUBLISHED, Post.State.HELD}
_MAY_COME_FROM: dict[str, set[Post.State]] = {
    Decision.KEEP: _ON_THE_PAGE,
    Decision.RETURN: _ON_THE_PAGE,
    Decision.REMOVE: _ON_THE_PAGE | {Post.State.RETURNED},
    Decision.RESTORE: {Post.State.REMOVED, Post.State.RETURNED},
    Decision.CARED: _ON_THE_PAGE,
}


def _keep(post: Post) -> Post:
    """A held post is released; one that was on the page all along stays, and its author hears nothing of it."""
    return circle_actions.release(post) if post.state == Post.State.HELD else post


def _answer_flags(post: Post, review: Review) -> None:
    """Every open flag on the post is answered by this review, and each reporter is told that somebody read it."""
    flags = list(Flag.objects.open().filter(post=post).select_related("by"))
    Flag.objects.filter(pk__in=[flag.pk for flag in flags]).update(answered_by=review)
    people = {flag.by.user_id for flag in flags}
    Notice.objects.bulk_create(Notice(person_id=person, kind=Notice.Kind.OUTCOME, post=post) for person in people)
    for person in people:
        live.ring_after_commit(f"person:{person}", 0)
