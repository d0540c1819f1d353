"""Reaching out to somebody, asking colleagues what they think, and naming a worry that was told in bad faith."""

from datetime import date

from django.utils.translation import gettext as _

from circles import actions as circle_actions
from circles.actions.turn import turn
from circles.models import Notice, Post
from moderation import evidence
from moderation.models import Claim, Evidence, Flag, Outreach, Review, Subject
from moderation.policies import may_decide
from moderation.sealing import seal
from peersupport import live
from peersupport.accounts.models import User
from peersupport.policy import Refused, require


def reach_out(post: Post, *, by: User, words: str, signed: str, follow_up_on: date | None = None) -> Outreach:
    """A few kind words to the author, signed as the moderator likes. It is no decision and hides nothing."""
    require(may_decide(by, post))
    if post.author is None:
        raise Refused(_("This person has left, and cannot be reached any more."))
    with turn(post.circle_id):
        sent = Outreach.objects.create(
            post=post, seat=post.author, by=by, signed=signed, sealed=seal(words), follow_up_on=follow_up_on
        )
        circle_actions.tell_author(post, Notice.Kind.REACHED)
    live.ring_after_commit("desk:all", 0)
    return sent


def ask_colleagues(post: Post, *, by: User, words: str) -> None:
    """A second opinion: the entry goes back to everybody, with the question on it."""
    require(may_decide(by, post))
    evidence.say(post, by=by, words=words, kind=Evidence.Kind.QUESTION)
    Claim.objects.filter(post=post, by=by).delete()
    live.ring_after_commit("desk:all", 0)


def give_opinion(post: Post, *, by: User, words: str) -> None:
    """What a colleague thinks, for whoever decides."""
    require(may_decide(by, post))
    evidence.say(post, by=by, words=words, kind=Evidence.Kind.OPINION)
    live.ring_after_commit("desk:all", 0)


def name_misuse(flag: Flag, *, by: User) -> Review:
    """This worry was told to hurt. Admins find it in the log; nothing happens to anybody by it."""
    require(may_decide(by, flag.post))
    return Review.objects.create(
        post=flag.post, about=Subject.of(flag.by), by=Subject.of(by), decision=Review.Decision.MISUSE
    )
