"""A second look: a member appeals once against a decision, or writes during a pause; another moderator answers."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from circles import actions as circle_actions
from circles.actions.turn import post_now, turn
from circles.models import Membership, Notice, Post
from moderation import evidence
from moderation.actions.deciding import Decision, Order, thank
from moderation.models import Appeal, Flag, Pending, Review, Subject
from moderation.policies import may_answer
from moderation.sealing import seal
from peersupport import live
from peersupport.accounts.models import User
from peersupport.policy import Refused, require

NO_SEAT = _lazy("All seats in the circle are taken, or the name is. Ask an admin to make room first.")

# What an author may ask a second look at.
MAY_BE_APPEALED = (Decision.RETURN, Decision.REMOVE, Decision.NOTE, Decision.PAUSE, Decision.UNSEAT)


class NoSeat(Refused):
    """The second look gives a seat back, and there is none. `waits_for` is what it waits for: see Pending.Waits."""

    def __init__(self, waits_for: str) -> None:
        super().__init__(str(NO_SEAT))
        self.waits_for = waits_for


def appeal(review: Review, seat: Membership, words: str) -> Appeal:
    """Asks another moderator. Once for each decision; raises Refused the second time."""
    if review.decision not in MAY_BE_APPEALED or Appeal.objects.filter(review=review, kind="appeal").exists():
        raise Refused(_("You have asked for a second look at this already. There is one for each decision."))
    return _send(review, seat, words, Appeal.Kind.APPEAL)


def write_letter(review: Review, seat: Membership, words: str) -> Appeal:
    """A few words to a moderator during a pause. The next one may be sent when this one is answered."""
    if Appeal.objects.open().filter(review=review, kind="letter").exists():
        raise Refused(_("Your last words are with a moderator. You can write again when they have answered."))
    return _send(review, seat, words, Appeal.Kind.LETTER)


def _send(review: Review, seat: Membership, words: str, kind: str) -> Appeal:
    with turn(seat.circle_id):
        sent, _is_new = Appeal.objects.get_or_create(
            review=review, kind=kind, answer=None,
            defaults={"post": review.post, "seat": seat, "against": _who_decided(review), "sealed": seal(words)},
        )  # fmt: skip
    live.ring_after_commit("desk:all", 0)
    return sent


def _who_decided(review: Review) -> User | None:
    """Nobody once they have left and the log no longer says who it was."""
    subject = Subject.objects.filter(pk=review.by_id).select_related("user").first()
    return subject.user if subject else None


def check(appeal: Appeal, by: User, order: Order) -> None:
    """May `by` answer it like this? Raises Refused."""
    require(may_answer(by, appeal))
    wanted = (Decision.ANSWER,) if appeal.kind == Appeal.Kind.LETTER else (Decision.UPHOLD, Decision.OVERTURN)
    if order.decision not in wanted:
        raise Refused(_("Choose what becomes of it."))
    if not order.note:
        raise Refused(_("Please tell them why, in a sentence or two. They will read it."))


def answer(appeal: Appeal, *, by: User, decision: str, note: str) -> Review:
    """Answers at once. Raises Refused when `by` may not, or a colleague was quicker."""
    order = Order(decision, note)
    check(appeal, by, order)
    with turn(appeal.seat.circle_id):
        if not Appeal.objects.open().filter(pk=appeal.pk).exists():
            raise Refused(_("A colleague has just answered this."))
        return carry_out(appeal, by, order)


def carry_out(appeal: Appeal, by: User, order: Order) -> Review:
    """Changes what was decided, where the second look says so, and tells the member. Inside a turn."""
    if order.decision == Decision.OVERTURN:
        _take_back(appeal)
    review = Review.objects.create(
        post=appeal.post, about_id=appeal.review.about_id, by=Subject.of(by), decision=order.decision
    )
    evidence.keep_reason(review, order.note, by=by)
    Appeal.objects.filter(pk=appeal.pk).update(answer=review)
    if appeal.review.about_id is None and appeal.post is not None:
        circle_actions.tell_author(appeal.post, Notice.Kind.ANSWERED)
    else:
        circle_actions.tell_member(appeal.seat, Notice.Kind.ANSWERED)
    if order.decision == Decision.OVERTURN:
        reporters = Flag.objects.filter(answered_by=appeal.review).values_list("by__user", flat=True)
        thank(set(reporters), appeal.post_id)
    live.ring_after_commit("desk:all", 0)
    return review


def _take_back(appeal: Appeal) -> None:
    first = appeal.review.decision
    if first == Decision.PAUSE:
        circle_actions.end_pause(appeal.seat)
    elif first == Decision.UNSEAT:
        _give_back(appeal.seat)
    elif appeal.post is not None:
        with turn(appeal.post.circle_id) as circle:
            _take_back_post(post_now(circle, appeal.post), first)


def _give_back(seat: Membership) -> None:
    try:
        circle_actions.give_back(seat)
    except circle_actions.SeatsTaken:
        raise NoSeat(Pending.Waits.SEAT) from None
    except circle_actions.NameTaken:
        raise NoSeat(Pending.Waits.NAME) from None


def _take_back_post(post: Post, first: str) -> None:
    """Its author may have reworded or withdrawn it meanwhile: only what is still as it was decided changes."""
    if first == Decision.NOTE and post.state == Post.State.PUBLISHED:
        circle_actions.note_content(post, theme="", tell=False)
    elif post.state in (Post.State.REMOVED, Post.State.RETURNED):
        circle_actions.restore(post)
