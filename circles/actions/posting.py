"""Share, reply, reword, withdraw: what members do with their own words."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from circles import policies
from circles.actions.turn import post_now, seat_now, turn
from circles.guidance import Reading, read_words
from circles.models import Circle, Membership, Post
from moderation.guidelines import Guidance
from peersupport import live
from peersupport.policy import Refused, require
from peersupport.text import tidy, to_html

# The category of guidelines.md whose words may pull others along.
ENCOURAGING_HARM = 14


@dataclass(frozen=True, slots=True)
class Draft:
    """What a member sends. `token` comes with each form; `seen` are the rules of nudges already shown."""

    words: str
    token: str
    need: str = ""
    seen: frozenset[str] = field(default_factory=frozenset)


class Nudged(Exception):
    """Nothing is posted yet: the writer is shown the guidance once, and may edit or post as it is."""

    def __init__(self, guidance: Guidance) -> None:
        self.guidance = guidance


class TokenTaken(Exception):
    """The same press was sent with another body: 409. The draft belongs into a new form."""


def share(seat: Membership, draft: Draft) -> Post:
    """A new share. Returns the post that is stored, the earlier one when the same press comes twice.

    Raises Nudged, TokenTaken, Refused.
    """
    return _post(seat, draft, above=None)


def reply(seat: Membership, to: Post, draft: Draft) -> Post:
    """A new reply to a share; like `share` in all else."""
    return _post(seat, draft, above=to)


def reword(seat: Membership, post: Post, draft: Draft) -> Post:
    """Other words for a post that is held or came back. Raises Nudged, Refused."""
    words = tidy(draft.words)
    reading = _read(seat.circle, words, draft, above=post.share, need=post.need)
    html = to_html(words)
    with turn(seat.circle_id) as circle:
        seat, post = seat_now(circle, seat), post_now(circle, post)
        require(policies.may_reword(seat, post))
        if words == post.words:
            raise Refused(_("These are the same words as before. Change what the note is about, then send it again."))
        # Somebody sent it back: somebody reads it again before the others do.
        waits = post.state == Post.State.RETURNED or _waits(reading.guidance)
        post.words, post.html = words, html
        _take_reading(post, reading)
        _place(post, circle, waits=waits)
        post.save()
    _call_desk(post)
    return post


def withdraw(seat: Membership, post: Post) -> Post:
    """Takes one's own words back. The words are gone at once; a wordless tombstone stays."""
    with turn(seat.circle_id) as circle:
        seat, post = seat_now(circle, seat), post_now(circle, post)
        require(policies.may_withdraw(seat, post))
        post.state = Post.State.WITHDRAWN
        post.words = post.html = post.note = post.need = ""
        post.guidance, post.care, post.unread = {}, False, False
        post.seq = circle.next_seq()
        post.save()
        post.supports.all().delete()
    live.ring_after_commit("desk:all", 0)
    return post


def _post(seat: Membership, draft: Draft, above: Post | None) -> Post:
    words = tidy(draft.words)
    earlier = _earlier(seat, draft, words, above)
    if earlier is not None:
        return earlier
    reading = _read(seat.circle, words, draft, above=above, need=draft.need)
    html = to_html(words)
    with turn(seat.circle_id) as circle:
        seat = seat_now(circle, seat)
        # Looked up again under the lock: fifty identical presses at once are one post.
        earlier = _earlier(seat, draft, words, above)
        if earlier is not None:
            return earlier
        require(_may_post(seat, circle, above))
        post = Post(circle=circle, share=above, author=seat, words=words, html=html, token=draft.token,
                    need="" if above else draft.need, seal=_seal(words, draft, above))  # fmt: skip
        _take_reading(post, reading)
        _place(post, circle, waits=_waits(reading.guidance))
        post.save(force_insert=True)
    _call_desk(post)
    return post


def _may_post(seat: Membership, circle: Circle, above: Post | None) -> Any:
    return policies.may_write(seat) if above is None else policies.may_reply(seat, post_now(circle, above))


def _earlier(seat: Membership, draft: Draft, words: str, above: Post | None) -> Post | None:
    earlier = Post.objects.filter(author=seat, token=draft.token).first()
    if earlier is not None and not constant_time_compare(earlier.seal, _seal(words, draft, above)):
        raise TokenTaken
    return earlier


def _seal(words: str, draft: Draft, above: Post | None) -> str:
    # Keyed: a plain digest would let short words be guessed after they were withdrawn.
    body = "\x00".join([words, draft.need, above.public_id if above else ""])
    return salted_hmac("circles.post.seal", body, algorithm="sha256").hexdigest()


def _read(circle: Circle, words: str, draft: Draft, *, above: Post | None, need: str) -> Reading:
    """Reads before anything is locked. A nudge whose rule the writer has already seen does not come back."""
    role, asked = ("share", need) if above is None else ("reply", above.need)
    reading = read_words(words, circle, role=role, need=asked)
    nudges = {finding.rule for finding in reading.guidance.findings if finding.level == "nudge"}
    if reading.guidance.level == "nudge" and not nudges <= draft.seen:
        raise Nudged(reading.guidance)
    return reading


def _waits(guidance: Guidance) -> bool:
    """Does a moderator read this before the others do?

    Somebody in danger is never held for a hard word: only for what could pull others along (methods, a pact).
    """
    holds = [finding for finding in guidance.findings if finding.level == "hold"]
    if guidance.care:
        return any(finding.category == ENCOURAGING_HARM for finding in holds)
    return bool(holds)


def _take_reading(post: Post, reading: Reading) -> None:
    post.guidance = reading.guidance.as_dict()
    post.care = reading.guidance.care
    post.unread = reading.unread


def _place(post: Post, circle: Circle, *, waits: bool) -> None:
    """Puts the post on the page, or keeps it for a moderator; either way it takes the next number."""
    post.state = Post.State.HELD if waits else Post.State.PUBLISHED
    post.seq = circle.next_seq()
    if post.place is None and not waits:
        post.place, post.written_at = post.seq, timezone.now()


def _call_desk(post: Post) -> None:
    if post.care or post.unread or post.state == Post.State.HELD:
        live.ring_after_commit("desk:all", 0)
