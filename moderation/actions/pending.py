"""Decisions that can still be undone. Nothing happens and nobody is told before their time has come.

No timer has to ring: whoever looks first after that moment carries them out, under the circle's lock. That is the web
process in which it was decided, at that very moment, so that its bells are heard; the hub, when it looks at the
database for open desks; the desk's own pages; and the worker, which finds what a process that ended has left behind.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from circles.actions.turn import post_now, turn
from circles.models import Post
from moderation.actions import answering, deciding
from moderation.actions.deciding import Decision, Order
from moderation.models import Appeal, Claim, Flag, Pending
from moderation.policies import ABOUT_THE_PERSON, may_choose, may_unseat
from moderation.sealing import seal, unseal
from peersupport import live
from peersupport.accounts.models import User
from peersupport.policy import Refused, require

log = logging.getLogger(__name__)
A_MOMENT = 0.02  # seconds after which it is due by any clock of this machine
LEFT_BEHIND = timedelta(seconds=2)

# What waits for a seat is tried at once when one is free; what waits for a name, and all else, after so long.
TRIED_AGAIN = timedelta(minutes=10)


def intend(post: Post, *, by: User, order: Order) -> Pending | None:
    """Decides, with time to undo it. None when it is done at once: holding a post waits for nothing.

    Raises Refused like `decide`, and when a colleague has decided meanwhile.
    """
    deciding.check(post, by, order)
    if not settings.UNDO_SECONDS or order.decision == Decision.HOLD or _is_proposal(post, by, order):
        deciding.decide(post, by=by, decision=order.decision, note=order.note, theme=order.theme, hours=order.hours)
        return None
    with turn(post.circle_id) as circle:
        post = post_now(circle, post)
        require(may_choose(post, order.decision))
        seat = post.author if order.decision in ABOUT_THE_PERSON else None
        if Pending.objects.filter(post=post, seat=seat, appeal=None).exists():
            raise Refused(_("A colleague has just decided this."))
        pending = _write(by, order, circle=circle, post=post, seat=seat)
        if seat is None:
            Claim.objects.filter(post=post).delete()
    return pending


def intend_answer(appeal: Appeal, *, by: User, order: Order) -> Pending | None:
    """Answers an appeal or a letter, with time to undo it. Raises Refused."""
    answering.check(appeal, by, order)
    waits_for = ""
    if not settings.UNDO_SECONDS:
        try:
            answering.answer(appeal, by=by, decision=order.decision, note=order.note)
            return None
        except answering.NoSeat as missing:
            waits_for = missing.waits_for
    with turn(appeal.seat.circle_id) as circle:
        if Pending.objects.filter(appeal=appeal).exists() or not Appeal.objects.open().filter(pk=appeal.pk).exists():
            raise Refused(_("A colleague has just answered this."))
        return _write(by, order, circle=circle, post=appeal.post, appeal=appeal, waits_for=waits_for)


def undo(pending: Pending, *, by: User) -> Order:
    """Takes it back and gives the words back, for another try. Raises Refused once it has gone out."""
    with turn(pending.circle_id):
        still = Q(due_at__gt=timezone.now()) | ~Q(waits_for="")
        mine = Pending.objects.filter(still, pk=pending.pk, by=by).first()
        if mine is None:
            raise Refused(_("It has already gone out. The log is where it can be brought back."))
        order = _order(mine)
        mine.delete()
        if mine.post_id and mine.seat_id is None and mine.appeal_id is None:
            Claim.objects.get_or_create(post_id=mine.post_id, defaults={"by": by})
    live.ring_after_commit("desk:all", 0)
    return order


def carry_out_due() -> int:
    """Carries out every decision whose time has come. Returns how many. Safe to run anywhere, at once, and again."""
    return _carry_out(timezone.now())


def carry_out_left_behind() -> int:
    """`carry_out_due` for the worker, whose bells nobody hears: only what no web process took in its time."""
    return _carry_out(timezone.now() - LEFT_BEHIND)


def _carry_out(due_before: datetime) -> int:
    due = list(Pending.objects.due(due_before).order_by("due_at").values_list("pk", "circle_id"))
    return sum(_carry_out_one(pk, circle_id) for pk, circle_id in due)


def _carry_out_one(pk: int, circle_id: int) -> bool:
    try:
        with turn(circle_id) as circle:
            pending = Pending.objects.select_related("appeal", "by").filter(pk=pk).first()
            if pending is None:
                return False  # Somebody was quicker, or it was undone.
            pending.delete()
            _do(pending, post_now(circle, pending.post) if pending.post else None)
        return True
    except answering.NoSeat as missing:
        _let_wait(pk, missing.waits_for)
        return False
    except Exception as error:
        # It stays pending and is tried again; the others must not wait for it. The message may quote words.
        log.error("a decision could not be carried out: %s", type(error).__name__)
        return False


def _let_wait(pk: int, waits_for: str) -> None:
    """No seat is free, or the name is taken: the desk says so, and it is tried again when one is, or after a while."""
    Pending.objects.filter(pk=pk).update(waits_for=waits_for, due_at=timezone.now() + TRIED_AGAIN)
    live.ring_after_commit("desk:all", 0)


def _do(pending: Pending, post: Post | None) -> None:
    order = _order(pending)
    if pending.appeal is not None:
        answering.carry_out(pending.appeal, pending.by, order)
    elif post is not None and may_choose(post, order.decision):
        deciding.carry_out(post, pending.by, order)
    elif post is not None:
        _overtaken(post, pending.by, order)


def _overtaken(post: Post, by: User, order: Order) -> None:
    """Its author took the words back before it went out: the log keeps what was meant, and reporters hear of it."""
    review = deciding.write_down(post, by, Order(Decision.OVERTAKEN, order.note))
    if post.state == Post.State.WITHDRAWN:
        deciding.answer_flags(Flag.objects.open().filter(post=post), review)


def _is_proposal(post: Post, by: User, order: Order) -> bool:
    return order.decision == Decision.UNSEAT and post.author is not None and not may_unseat(by, post.author)


def _write(by: User, order: Order, **about: object) -> Pending:
    wait = TRIED_AGAIN if about.get("waits_for") else timedelta(seconds=settings.UNDO_SECONDS)
    due_at = timezone.now() + wait
    sealed = seal(order.note) if order.note else b""
    pending = Pending.objects.create(
        by=by, decision=order.decision, sealed=sealed, theme=order.theme, hours=order.hours, due_at=due_at, **about
    )
    live.ring_after_commit("desk:all", 0)
    live.do_later_after_commit(settings.UNDO_SECONDS + A_MOMENT, carry_out_due)
    return pending


def _order(pending: Pending) -> Order:
    return Order(pending.decision, unseal(pending.sealed), pending.theme, pending.hours)
