"""A few lines around what a trial found, of posts that moderators had before them anyway. Every look is logged."""

from dataclasses import dataclass, replace

from circles.marks import Piece, marked
from circles.models import Membership, Post
from moderation.desk.entry import log_look
from moderation.guidelines import Finding
from moderation.models import Trial
from moderation.own_rules import REPLY, alone, finds
from peersupport.accounts.models import User

AROUND = 60  # characters on either side


@dataclass(frozen=True, slots=True)
class Excerpt:
    circle: str
    pieces: list[Piece]


def excerpts(user: User, trial: Trial) -> list[Excerpt]:
    """Never of a circle in which this person has a seat, never of what was taken back meanwhile."""
    seats = Membership.objects.filter(user=user, state=Membership.State.ACTIVE)
    posts = Post.objects.filter(pk__in=trial.reviewed).exclude(state=Post.State.WITHDRAWN)
    found = list(posts.exclude(circle__in=seats.values("circle")).select_related("circle", "share").order_by("pk"))
    log_look(user, found)
    book = alone(trial.rule.table(), trial.rule.language)
    return [
        Excerpt(post.circle.name, _around(post.words, findings[0]))
        for post in found
        if (findings := finds(post.words, book, REPLY))
    ]


def _around(words: str, finding: Finding) -> list[Piece]:
    first, last = max(0, finding.start - AROUND), min(len(words), finding.end + AROUND)
    before, after = "… " if first else "", " …" if last < len(words) else ""
    moved = len(before) - first
    return marked(
        before + words[first:last] + after,
        (replace(finding, start=finding.start + moved, end=finding.end + moved),),
    )
