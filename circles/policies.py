"""The readable law of a circle. Every answer is a verdict with the sentence the person will read.

A seat is a `Membership`; whoever has none gets no verdict at all: the queries show them nothing (`visible_to`).
"""

from django.utils.translation import gettext as _

from circles.models import Circle, Membership, Post
from peersupport.accounts.models import Closing, User
from peersupport.policy import YES, Verdict, no


def may_read(seat: Membership | None, post: Post) -> Verdict:
    """May this seat fetch the post at all (perhaps only as a wordless tombstone)? The law behind `visible_to`."""
    if seat is None or not seat.is_active or seat.circle_id != post.circle_id:
        return no(_("There is nothing here for you to see."))
    if post.place is None and post.author_id != seat.pk:
        return no(_("There is nothing here for you to see."))
    return YES


def may_join(user: User, circle: Circle, *, taken: int) -> Verdict:
    """`taken` is the number of seats taken now; inside a turn it cannot change under us."""
    if Closing.now() is not None:
        return no(_("Nobody new can join a circle just now. The people who look after this site need a breath."))
    if circle.is_resting:
        return no(_("This circle is resting just now. Nobody new can join until it wakes."))
    states = set(circle.memberships.filter(user=user).values_list("state", flat=True))
    if Membership.State.REMOVED in states:
        return no(_("This circle is not open to you."))
    if Membership.State.ACTIVE in states:
        return no(_("You already have a seat in this circle."))
    if taken >= circle.capacity:
        return no(_("All seats in this circle are taken just now."))
    return YES


def may_write(seat: Membership) -> Verdict:
    if not seat.is_active:
        return no(_("You no longer have a seat in this circle."))
    if seat.circle.is_resting:
        return no(_("This circle is resting. You can read everything; writing waits until it wakes."))
    if seat.is_paused:
        return no(_("Writing rests for you here just now. You can read everything."))
    return YES


def may_reply(seat: Membership, share: Post) -> Verdict:
    if not share.is_published:
        return no(_("This share is closed to new replies."))
    return may_write(seat)


def may_support(seat: Membership, post: Post) -> Verdict:
    if not post.is_published:
        return no(_("This is no longer here."))
    return may_write(seat)


def may_withdraw(seat: Membership, post: Post) -> Verdict:
    """One's own words can always be taken back, in a resting circle too."""
    if post.author_id != seat.pk or not seat.is_active:
        return no(_("Only the person who wrote this can take it back."))
    if not post.is_open:
        return no(_("This is no longer in the circle."))
    return YES


def may_reword(seat: Membership, post: Post) -> Verdict:
    if post.author_id != seat.pk:
        return no(_("Only the person who wrote this can reword it."))
    if post.state not in (Post.State.HELD, Post.State.RETURNED):
        return no(_("This is not waiting for other words."))
    return may_write(seat)


def may_post_without(seat: Membership, post: Post) -> Verdict:
    """Somebody in danger whose words wait for one passage may let the rest go out at once."""
    if post.author_id != seat.pk or not post.waits_for_a_passage:
        return no(_("These words are not waiting for a passage."))
    return may_write(seat)


def may_note(seat: Membership, post: Post) -> Verdict:
    """Its author may put a content note above a post, change it or take it away, while it is on its way."""
    if post.author_id != seat.pk or not seat.is_active:
        return no(_("Only the person who wrote this can change its content note."))
    if not post.is_open:
        return no(_("This is no longer in the circle."))
    return YES


def may_flag(seat: Membership, post: Post) -> Verdict:
    """Telling a moderator works in a resting circle too."""
    if not seat.is_active:
        return no(_("You no longer have a seat in this circle."))
    if post.author_id == seat.pk:
        return no(_("This is your own. You can take it back."))
    if not post.is_published:
        return no(_("This is no longer here."))
    return YES
