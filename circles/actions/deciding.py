"""What a moderator's decision does to a post.

Moderation has asked its policy, and writes its Review in the same transaction.
"""

from django.utils import timezone

from circles.actions.turn import post_now, turn
from circles.models import Circle, Notice, Post
from peersupport import live
from peersupport.content_themes import theme_of


def release(post: Post) -> Post:
    """A held post takes its place on the page: now, not where it would have been. Others learn nothing of the wait."""
    return _decide(post, Post.State.PUBLISHED, note="", notice=Notice.Kind.KEPT)


def restore(post: Post) -> Post:
    """A removed or returned post comes back to its old place."""
    return _decide(post, Post.State.PUBLISHED, note="", notice=Notice.Kind.KEPT)


def return_to_author(post: Post, *, note: str) -> Post:
    """Back to its author with a note; the others see it no longer."""
    return _decide(post, Post.State.RETURNED, note=note, notice=Notice.Kind.RETURNED)


def remove(post: Post, *, note: str) -> Post:
    """Taken down. The author keeps seeing the words, and why."""
    return _decide(post, Post.State.REMOVED, note=note, notice=Notice.Kind.REMOVED)


def looked_after(post: Post) -> None:
    """Somebody has read it and cared: it leaves the desk. Nothing changes for anybody in the circle."""
    with turn(post.circle_id) as circle:
        circle.posts.filter(pk=post.pk).update(care=False, unread=False)


def hold(post: Post) -> Post:
    """Out of sight until somebody has read it again. No notice: nothing is decided yet."""
    return _decide(post, Post.State.HELD, note="", notice=None)


def note_content(post: Post, *, theme: str, tell: bool = True) -> Post:
    """Puts a content note above the post, or takes it away with an empty theme. A held post is published with it."""
    with turn(post.circle_id) as circle:
        post = post_now(circle, post)
        if post.state not in (Post.State.PUBLISHED, Post.State.HELD):
            return post
        post.content_note, post.content_theme = theme, theme_of(theme)
        post.save(update_fields=["content_note", "content_theme"])
        _move(post, circle, Post.State.PUBLISHED, post.note)
        if tell and post.author is not None:
            tell_author(post, Notice.Kind.NOTED)
    return post


def _decide(post: Post, state: str, *, note: str, notice: str | None) -> Post:
    with turn(post.circle_id) as circle:
        post = post_now(circle, post)
        if post.state == Post.State.WITHDRAWN:
            return post  # Its author was quicker: there is nothing left to decide about.
        _move(post, circle, state, note)
        if notice is not None and post.author is not None:
            tell_author(post, notice)
    return post


def _move(post: Post, circle: Circle, state: str, note: str) -> None:
    post.state, post.note = state, note
    post.seq = circle.next_seq()
    if state == Post.State.PUBLISHED and post.place is None:
        # It reads as written now: an older time beside the newest place would tell the others of the wait.
        post.place, post.written_at = post.seq, timezone.now()
    post.save(update_fields=["state", "note", "seq", "place", "written_at"])


def tell_author(post: Post, kind: str) -> None:
    """One line about a post to its author. Inside a turn, or another transaction."""
    person = post.author.user_id  # type: ignore[union-attr]
    # Only the newest word about a post counts.
    Notice.objects.filter(person_id=person, post=post, read_at=None).update(read_at=timezone.now())
    Notice.objects.create(person_id=person, post=post, kind=kind)
    live.ring_after_commit(f"person:{person}", 0)
