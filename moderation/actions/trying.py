"""A trial: what a rule would have found in the last 90 days. Counted in the background, in chunks that are whole.

A chunk and the place it ends at are written in one transaction that asks where the trial stood. Two workers at one
trial, or one that was killed in the middle, count nothing twice and leave nothing out.
"""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from circles.models import Post
from moderation.guidelines import Book, BookError, Context
from moderation.models import Opening, Review, SiteRule, Trial, TrialCount
from moderation.own_rules import alone, finds, wording
from moderation.troubles import note_unusable
from peersupport.accounts.models import User

DAYS = timedelta(days=90)
CHUNK = 2_000  # posts
LEFT_BEHIND = timedelta(seconds=60)
EXCERPTS = 20


def begin_trial(rule: SiteRule, *, by: User | None) -> Trial:
    """Asks the worker for a trial of the rule as it is now. The same one that is under way is not begun twice."""
    with transaction.atomic():
        rule = SiteRule.objects.select_for_update().get(pk=rule.pk)
        under_way = rule.trials.filter(wording=wording(rule), ended_at=None).first()
        if under_way is not None:
            return under_way
        rule.trials.all().delete()
        trial = Trial(rule=rule, wording=wording(rule), since=timezone.now() - DAYS, by=by)
        trial.total = _posts(trial).count()
        trial.save()
        _ask_worker(trial.pk)
    return trial


def go_on_with_trials() -> None:
    """Trials whose worker is gone are asked for again. For `peersupport.every`."""
    for trial in Trial.objects.filter(ended_at=None, beat_at__lt=timezone.now() - LEFT_BEHIND):
        with transaction.atomic():
            if Trial.objects.filter(pk=trial.pk, beat_at=trial.beat_at).update(beat_at=timezone.now()):
                _ask_worker(trial.pk)


def run_trial(trial_id: int) -> None:
    """Reads chunk after chunk to the end. Running it again goes on where it stands."""
    trial = Trial.objects.select_related("rule").filter(pk=trial_id, ended_at=None).first()
    if trial is None or trial.wording != wording(trial.rule):
        return
    try:
        book = alone(trial.rule.table(), trial.rule.language)
    except BookError as problem:
        # It could be used when it was written: the book has changed since. Asking again would not help.
        note_unusable(trial.rule.rule_id, str(problem))
        trial.delete()
        return
    while trial is not None and trial.ended_at is None:
        trial = _one_chunk(trial, book)


def _ask_worker(trial_id: int) -> None:
    from moderation.tasks import try_rule

    try_rule.enqueue(trial_id)


def _posts(trial: Trial) -> QuerySet[Post]:
    posts = Post.objects.filter(written_at__gte=trial.since).exclude(state=Post.State.WITHDRAWN)
    rule = trial.rule
    if rule.circle_id:
        return posts.filter(circle=rule.circle_id)
    return posts.filter(circle__language=rule.language)


def _one_chunk(trial: Trial, book: Book) -> Trial | None:
    """Reads one chunk. Returns the trial as it stands now; None when somebody else has gone on with it."""
    wanted = ("pk", "circle_id", "share_id", "need", "share__need", "words")
    rows = list(_posts(trial).filter(pk__gt=trial.up_to).order_by("pk").values_list(*wanted)[:CHUNK])
    read: Counter[int] = Counter(circle for _pk, circle, *_rest in rows)
    found = [
        (pk, circle)
        for pk, circle, share, need, above, words in rows
        if finds(words, book, _context(share, need, above))
    ]
    ended = timezone.now() if len(rows) < CHUNK else None
    with transaction.atomic():
        reviewed = [*trial.reviewed, *_reviewed([pk for pk, _circle in found], EXCERPTS - len(trial.reviewed))]
        still = Trial.objects.filter(pk=trial.pk, up_to=trial.up_to, ended_at=None)
        up_to = rows[-1][0] if rows else trial.up_to
        if not still.update(
            up_to=up_to, done=F("done") + len(rows), reviewed=reviewed, ended_at=ended, beat_at=timezone.now()
        ):
            return None
        _count(trial, read, Counter(circle for _pk, circle in found))
    trial.up_to, trial.reviewed, trial.ended_at = up_to, reviewed, ended
    return trial


def _context(share: int | None, need: str, above: str | None) -> Context:
    asked = need if share is None else above
    return Context("share" if share is None else "reply", asked or None)  # type: ignore[arg-type]


def _reviewed(posts: list[int], most: int) -> list[int]:
    """Those that moderators had before them anyway."""
    if not posts or most <= 0:
        return []
    opened = Exists(Opening.objects.filter(post=OuterRef("pk"))) | Exists(Review.objects.filter(post=OuterRef("pk")))
    return list(Post.objects.filter(opened, pk__in=posts).order_by("pk").values_list("pk", flat=True)[:most])


def _count(trial: Trial, read: Counter[int], found: Counter[int]) -> None:
    for circle, number in read.items():
        count, _is_new = TrialCount.objects.get_or_create(trial=trial, circle_id=circle)
        TrialCount.objects.filter(pk=count.pk).update(read=F("read") + number, found=F("found") + found[circle])
