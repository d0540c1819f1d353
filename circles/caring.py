"""Which help lines stand above a page or beside the words, for their author alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from circles.faces import Face
from moderation.guidelines import Guidance
from peersupport.accounts.help_lines import has_lines
from peersupport.accounts.models import User
from peersupport.safety.lines import HelpLine, help_lines_for


@dataclass(frozen=True, slots=True)
class Care:
    """`is_for_a_friend`: the author fears for somebody else. `is_small`: one line, for a week after *I have these*."""

    lines: tuple[HelpLine, ...]
    is_for_a_friend: bool = False
    is_small: bool = False
    waits: bool = False  # something of theirs is read by a moderator before the others see it


def care_beside(user: User, guidance: Guidance) -> Care | None:
    """The card beside words that are being written; None where there is neither danger nor fear for a friend."""
    if not (guidance.care or guidance.worried):
        return None
    return Care(help_lines_for(None), is_for_a_friend=not guidance.care, is_small=has_lines(user))


def care_for(user: User, faces: Iterable[Face]) -> Care | None:
    """The card for whoever looks at these posts; None when nothing of their own asks for one."""
    mine = [face.post for face in faces if face.is_mine and face.html]
    own = any(post.worries_us for post in mine)
    if not own and not any(post.fears_for_somebody for post in mine):
        return None
    return Care(help_lines_for(None), is_for_a_friend=not own, is_small=has_lines(user),
                waits=any(post.waits_for_a_passage for post in mine))  # fmt: skip
