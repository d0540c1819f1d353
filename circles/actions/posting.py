"""Share, reply, reword, withdraw: what members do with their own words."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from circles import policies
from circles.actions.turn import post_now, seat_now, turn
from circles.cutting import without
from circles.guidance import Reading, count, read_words
from circles.models import Circle, Membership, Post
from circles.own_wordings import as_shown_to, count_kept
from moderation.guidelines import Guidance
from peersupport import live
from peersupport.accounts.models import User
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
    # A content note as (theme, words); ("", "") for none. None: the form did not ask, and one that is there stays.
    note: tuple[str, str] | None = None


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
    reading = _read(seat, words, draft, above=post.share, need=post.need)
    html = to_html(words)
    _require_kind(draft.note, seat.circle)
    with turn(seat.circle_id) as circle:
        seat, post = seat_now(circle, seat), post_now(circle, post)
        require(policies.may_reword(seat, post))
        if words == post.words:
            raise Refused(_("These are the same words as before. Change what the note is about, then send it again."))
        # Somebody sent it back: somebody reads it again before the others do.
        waits = post.state == Post.State.RETURNED or _waits(reading.guidance)
        post.words, post.html = words, html
        _take_note(post, draft.note)
        _take_reading(post, reading)
        _place(post, circle, waits=waits)
        post.save()
        _count_kept(seat, reading, draft)
    _call_desk(post)
    return post


def post_without(seat: Membership, post: Post) -> Post:
    """Somebody in danger lets their words go out at once, without the passage that would have to be read first.

    They stay on the desk as the same entry of care. Raises Refused, also when nothing would be left.
    """
    whole, (words, reading) = post.words, left_without_passages(post, seat.circle)
    html = to_html(words)
    with turn(seat.circle_id) as circle:
        seat, post = seat_now(circle, seat), post_now(circle, post)
        require(policies.may_post_without(seat, post))
        if not words or post.words != whole:
            raise Refused(_("Nothing would be left of it. You can reword it, or let it be read first."))
        post.words, post.html = words, html
        _take_reading(post, reading)
        # The danger was said, even where the words that said it are gone now.
        post.care, post.guidance["care"] = True, True
        _place(post, circle, waits=False)
        post.save()
    _call_desk(post)
    return post


def left_without_passages(post: Post, circle: Circle) -> tuple[str, Reading]:
    """What can go out at once, and how it reads; no words at all when every sentence would have to be read first."""
    words = post.words
    role, need = ("reply", post.share.need) if post.share else ("share", post.need)
    reading = read_words(words, circle, role=role, need=need)
    while words and _waits(reading.guidance):
        # Without one passage another may come to light: three are told at once.
        words = without(words, [finding for finding in reading.guidance.findings if finding.level == "hold"])
        reading = read_words(words, circle, role=role, need=need)
    return words, reading


def withdraw(seat: Membership, post: Post) -> Post:
    """Takes one's own words back. The words are gone at once; a wordless tombstone stays."""
    with turn(seat.circle_id) as circle:
        seat, post = seat_now(circle, seat), post_now(circle, post)
        require(policies.may_withdraw(seat, post))
        post.state = Post.State.WITHDRAWN
        post.words = post.html = post.note = post.need = post.content_note = post.content_theme = ""
        post.guidance, post.care, post.unread = {}, False, False
        post.seq = circle.next_seq()
        post.save()
        post.supports.all().delete()
    live.ring_after_commit("desk:all", 0)
    return post


def note_own(seat: Membership, post: Post, note: tuple[str, str]) -> Post:
    """The author's own content note, as (theme, words). An empty one takes it away. Raises Refused."""
    _require_kind(note, seat.circle)
    with turn(seat.circle_id) as circle:
        seat, post = seat_now(circle, seat), post_now(circle, post)
        require(policies.may_note(seat, post))
        if (post.content_theme, post.content_note) != note:
            _take_note(post, note)
            post.seq = circle.next_seq()
            post.save(update_fields=["content_note", "content_theme", "seq"])
    return post


def _take_note(post: Post, note: tuple[str, str] | None) -> None:
    if note is not None:
        post.content_theme, post.content_note = note


def _require_kind(note: tuple[str, str] | None, circle: Circle) -> None:
    """A note is read like the words below it; what would have to wait cannot stand there. Raises Refused."""
    words = note[1] if note else ""
    found = read_words(words, circle, role="reply").guidance.findings if words else ()
    for finding in found:
        if finding.level == "hold":
            raise Refused(_("The content note would do better in other words.") + " " + finding.reason)


def _post(seat: Membership, draft: Draft, above: Post | None) -> Post:
    words = tidy(draft.words)
    earlier = _earlier(seat, draft, words, above)
    if earlier is not None:
        return earlier
    reading = _read(seat, words, draft, above=above, need=draft.need)
    html = to_html(words)
    _require_kind(draft.note, seat.circle)
    with turn(seat.circle_id) as circle:
        seat = seat_now(circle, seat)
        # Looked up again under the lock: fifty identical presses at once are one post.
        earlier = _earlier(seat, draft, words, above)
        if earlier is not None:
            return earlier
        require(_may_post(seat, circle, above))
        post = Post(circle=circle, share=above, author=seat, words=words, html=html, token=draft.token,
                    need="" if above else draft.need, seal=_seal(words, draft, above))  # fmt: skip
        _take_note(post, draft.note)
        _take_reading(post, reading)
        _place(post, circle, waits=_waits(reading.guidance))
        post.save(force_insert=True)
        _has_read(seat, post)
        _count_kept(seat, reading, draft)
    _call_desk(post)
    _count_outcomes(circle, draft, reading.guidance)
    return post


def _count_outcomes(circle: Circle, draft: Draft, guidance: Guidance) -> None:
    """What became of the nudges that stood in between, and what is held now."""
    still = {finding.rule for finding in guidance.findings}
    count(circle, frozenset(draft.seen - still), "reworded")
    count(circle, frozenset(draft.seen & still), "as-is")
    count(circle, frozenset(one.rule for one in guidance.findings if one.level == "hold"), "shown")


def _may_post(seat: Membership, circle: Circle, above: Post | None) -> Any:
    return policies.may_write(seat) if above is None else policies.may_reply(seat, post_now(circle, above))


def _earlier(seat: Membership, draft: Draft, words: str, above: Post | None) -> Post | None:
    earlier = Post.objects.filter(author=seat, token=draft.token).first()
    if earlier is not None and not constant_time_compare(earlier.seal, _seal(words, draft, above)):
        raise TokenTaken
    return earlier


def _seal(words: str, draft: Draft, above: Post | None) -> str:
    # Keyed: a plain digest would let short words be guessed after they were withdrawn.
    body = "\x00".join([words, draft.need, above.public_id if above else "", *filter(None, draft.note or ())])
    return salted_hmac("circles.post.seal", body, algorithm="sha256").hexdigest()


def _read(seat: Membership, words: str, draft: Draft, *, above: Post | None, need: str) -> Reading:
    """Reads before anything is locked. A nudge whose rule the writer has already seen does not come back.

    Nor does one for somebody who chose to be told only when they ask.
    """
    role, asked = ("share", need) if above is None else ("reply", above.need)
    reading = read_words(words, seat.circle, role=role, need=asked)
    if reading.guidance.level == "nudge" and seat.user.guidance != User.Guidance.ASKED:
        shown = as_shown_to(seat.user, reading.guidance)
        if new := _nudges(shown) - draft.seen:
            count(seat.circle, frozenset(new), "shown")
            raise Nudged(shown)
    return reading


def _nudges(guidance: Guidance) -> set[str]:
    return {finding.rule for finding in guidance.findings if finding.level == "nudge"}


def _count_kept(seat: Membership, reading: Reading, draft: Draft) -> None:
    """Sent as they are after the suggestion was seen: the wording is kept."""
    if kept := _nudges(reading.guidance) & draft.seen:
        count_kept(seat.user_id, kept)


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


def _has_read(seat: Membership, post: Post) -> None:
    """Whoever shares has had the circle's page before their eyes: what came before this is read.

    Whoever answers has read one thread. What is new elsewhere stays new: they may have answered the first of several.
    """
    if post.share_id and Post.objects.new_to(seat).outside(post.share_id).exists():
        return
    Membership.objects.filter(pk=seat.pk, read_up_to__lt=post.seq).update(read_up_to=post.seq)


def _call_desk(post: Post) -> None:
    if post.care or post.unread or post.state == Post.State.HELD:
        live.ring_after_commit("desk:all", 0)
