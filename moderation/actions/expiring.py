"""What runs out: evidence some days after the last decision, and log rows through their one audited door."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from circles.models import Post
from moderation.models import Appeal, Claim, Evidence, Flag, LogDoor, Opening, Outreach, Pending, Review, Subject
from moderation.models.claim import QUIET
from peersupport.accounts.models import User


def let_evidence_run_out() -> int:
    """Deletes what is kept about posts that are decided and quiet for EVIDENCE_DAYS. Returns how many rows went."""
    before = timezone.now() - timedelta(days=settings.EVIDENCE_DAYS)
    posts = Post.objects.filter(_is_over("pk", before)).exclude(state=Post.State.HELD)
    gone = 0
    with transaction.atomic():
        of_these = Q(post__in=posts) | Q(post=None)
        gone += Evidence.objects.filter(of_these, made_at__lt=before).delete()[0]
        gone += Appeal.objects.filter(of_these, made_at__lt=before, answer__isnull=False).update(sealed=b"")
        gone += Outreach.objects.filter(post__in=posts, made_at__lt=before).update(sealed=b"")
        Flag.objects.filter(post__in=posts, answered_by__isnull=False, made_at__lt=before).update(words="")
    Claim.objects.filter(renewed__lt=timezone.now() - QUIET).delete()
    return gone


def _is_over(post: str, before: datetime) -> Q:
    """Nothing about the post is open, and nothing was decided since `before`."""
    here = {"post": OuterRef(post)}
    still_going = (
        Flag.objects.open().filter(**here),
        Appeal.objects.open().filter(**here),
        Pending.objects.filter(**here),
        Review.objects.filter(**here, made_at__gte=before),
        Evidence.objects.filter(**here, made_at__gte=before),
    )
    over = Q(care=False, unread=False)
    for rows in still_going:
        over &= ~Q(Exists(rows))
    return over


def delete_log_before(moment: datetime, *, by: User | None, because: str) -> int:
    """The one way in which log rows are deleted. The door's own row stays: who, when, why, how many."""
    with transaction.atomic():
        door = LogDoor.objects.create(by=Subject.of(by), because=because)
        gone = sum(_delete_rows(table, moment) for table in (Opening._meta.db_table, Review._meta.db_table))
        door.rows, door.closed_at = gone, timezone.now()
        door.save(update_fields=["rows", "closed_at"])
    return gone


def _delete_rows(table: str, moment: datetime) -> int:
    # Past the querysets, which refuse it; the triggers let it through only because the door stands open.
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)} WHERE made_at < %s", [moment])  # noqa: S608
        return int(cursor.rowcount)
