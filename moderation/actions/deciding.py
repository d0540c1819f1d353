"""A decision: what happens to the post or the seat, the Review that says who, the answer to those who told us."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from circles import actions as circle_actions
from circles.actions.turn import post_now, turn
from circles.models import Notice, Post
from moderation import evidence
from moderation.actions.outcomes import count_rules
from moderation.models import Claim, Flag, Review, Subject
from moderation.policies import ABOUT_THE_PERSON, may_choose, may_decide, may_unseat
from peersupport import live
from peersupport.accounts.models import User
from peersupport.policy import Refused, require

Decision = Review.Decision
NEEDS_WORDS = (Decision.RETURN, Decision.REMOVE, Decision.PAUSE, Decision.UNSEAT)
# One hour, one day, one week.
PAUSES = (1, 24, 168)
# After these the post still waits: somebody decides about it later.
_LEAVES_IT_OPEN = (*ABOUT_THE_PERSON, Decision.HOLD, Decision.PROPOSE)


@dataclass(frozen=True, slots=True)
class Order:
    """A decision in full. `note` is what the author reads; `theme` the content note; `hours` how long a pause is."""

    decision: str
    note: str = ""
    theme: str = ""
    hours: int = 0


def decide(post: Post, *, by: User, decision: str, note: str = "", theme: str = "", hours: int = 0) -> Review:
    """Carries a decision out at once. Returning, removing and everything about the person need a note.

    Raises Refused when `by` may not, when words are missing, or when the post is past deciding. Taking the seat of
    somebody in care away becomes a proposal until a second moderator says the same.
    """
    order = Order(decision, note, theme, hours)
    check(post, by, order)
    # One turn around it all: a second moderator, or the author, finds the post as the first one left it.
    with turn(post.circle_id) as circle:
        post = post_now(circle, post)
        require(may_choose(post, decision))
        return carry_out(post, by, order)


def check(post: Post, by: User, order: Order) -> None:
    """May `by` decide this about the post, and is all said that must be? Raises Refused."""
    require(may_decide(by, post))
    require(may_choose(post, order.decision))
    if order.decision in NEEDS_WORDS and not order.note:
        raise Refused(_("Please tell the author why, in a sentence or two. They will read it."))
    if order.decision == Decision.NOTE and not order.theme:
        raise Refused(_("Please say in a word or two what the content note is about."))
    if order.decision == Decision.PAUSE and order.hours not in PAUSES:
        raise Refused(_("Choose one hour, one day or one week."))


def carry_out(post: Post, by: User | None, order: Order) -> Review:
    """Does what was decided. Inside a turn, with the post as it is now; everything is checked already."""
    if order.decision == Decision.UNSEAT and post.author and by and not may_unseat(by, post.author):
        order = Order(Decision.PROPOSE, order.note)
    if order.decision in (Decision.RETURN, Decision.REMOVE, Decision.HOLD):
        evidence.snapshot(post)
    post = _act(post, by, order)
    review = write_down(post, by, order)
    if order.decision not in _LEAVES_IT_OPEN:
        _close(post, review)
    live.ring_after_commit("desk:all", 0)
    return review


def write_down(post: Post, by: User | None, order: Order) -> Review:
    """The row in the log, and the reason in the evidence store."""
    about_seat = order.decision in (*ABOUT_THE_PERSON, Decision.PROPOSE)
    review = Review.objects.create(
        post=post,
        about=Subject.of(post.author) if about_seat else None,
        by=Subject.of(by),
        decision=order.decision,
        at_seq=post.seq,
    )
    evidence.keep_reason(review, order.note or order.theme, by=by)
    return review


def _act(post: Post, by: User | None, order: Order) -> Post:
    acts: dict[str, Callable[[], Post]] = {
        Decision.KEEP: lambda: _keep(post),
        Decision.MISTAKEN: lambda: _keep(post),
        Decision.NOTE: lambda: circle_actions.note_content(post, theme=order.theme),
        Decision.RETURN: lambda: circle_actions.return_to_author(post, note=order.note),
        Decision.HOLD: lambda: circle_actions.hold(post),
        Decision.REMOVE: lambda: circle_actions.remove(post, note=order.note),
        Decision.RESTORE: lambda: circle_actions.restore(post),
        Decision.PAUSE: lambda: _pause(post, order),
        Decision.UNSEAT: lambda: _unseat(post, by, order),
    }
    return acts.get(order.decision, lambda: post)()


def _keep(post: Post) -> Post:
    """A held post is released; one that was on the page all along stays, and its author hears nothing of it."""
    return circle_actions.release(post) if post.state == Post.State.HELD else post


def _pause(post: Post, order: Order) -> Post:
    if post.author is not None:
        until = timezone.now() + timedelta(hours=order.hours)
        circle_actions.pause(post.author, until=until, because=order.note)
    return post


def _unseat(post: Post, by: User | None, order: Order) -> Post:
    if post.author is not None:
        circle_actions.remove_member(post.author, by=by, because=order.note)
    return post


def _close(post: Post, review: Review) -> None:
    """It leaves the desk: signs are looked after, flags answered, rules counted, the claim is over."""
    count_rules(post, review.decision)
    if post.care or post.unread:
        circle_actions.looked_after(post)
    flags = Flag.objects.open().filter(post=post)
    # Care is apart: what somebody told us about the agreement is still to be decided.
    answer_flags(flags.filter(kind=Flag.Kind.WORRIED) if review.decision == Decision.CARED else flags, review)
    Claim.objects.filter(post=post).delete()


def answer_flags(flags, review: Review) -> None:  # type: ignore[no-untyped-def]
    """These flags are answered by this review, and each reporter is told that somebody read it."""
    told = list(flags.select_related("by"))
    Flag.objects.filter(pk__in=[flag.pk for flag in told]).update(answered_by=review)
    thank({flag.by.user_id for flag in told}, review.post_id)


def thank(people: set[int], post_id: int | None) -> None:
    """*We read it and did what we thought right*: all a reporter ever hears."""
    Notice.objects.bulk_create(
        Notice(person_id=person, kind=Notice.Kind.OUTCOME, post_id=post_id) for person in sorted(people)
    )
    for person in people:
        live.ring_after_commit(f"person:{person}", 0)
