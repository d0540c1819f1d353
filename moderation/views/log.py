"""The log of decisions: filters for moderators, a file for admins."""

import csv
from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from circles.models import Post
from moderation import desk, evidence
from moderation.models import Review
from moderation.policies import may_manage
from moderation.views.doors import admins_only, to_entries
from peersupport.accounts.requests import SignedIn

# On a phone a row is a block: fifty would be fifteen screens.
LOG_SHOWN = 25
# Of no circle: sign-ups closed, a text changed. Taking a seat away without a post stays with admins.
OF_THE_SITE = Q(post=None, about=None)


@to_entries
@require_safe
def log(request: SignedIn) -> HttpResponse:
    """The latest decisions about circles this person looks after. What was taken down can be brought back here."""
    scope = desk.scope_of(request.user)
    rows = _asked_for(request, Review.objects.filter(Q(post__circle__in=scope.looked_after()) | OF_THE_SITE))
    start = (_number(request) - 1) * LOG_SHOWN
    found = list(rows.select_related("post__circle", "by__user")[start : start + LOG_SHOWN + 1])
    shown = found[:LOG_SHOWN]
    reasons = evidence.reasons(shown)
    back = _to_bring_back(scope, shown)
    context = {
        "reviews": [(review, reasons.get(review.pk, ""), back.get(review.pk)) for review in shown],
        "decisions": Review.Decision.choices,
        "asked": request.GET,
        "older": len(found) > LOG_SHOWN,
        "number": _number(request),
        "may_export": bool(may_manage(request.user)),
    }
    return render(request, "moderation/log.html", context)


@admins_only
@require_safe
def export(request: SignedIn) -> HttpResponse:
    """Every decision of the site as a table: numbers, times and kinds. No words, no seat names."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="log.csv"'
    table = csv.writer(answer)
    table.writerow(["number", "made_at", "decision", "by", "token", "circle", "post", "about"])
    columns = (
        "pk",
        "made_at",
        "decision",
        "by__user__handle",
        "by_id",
        "post__circle__public_id",
        "post__public_id",
        "about_id",
    )
    for row in _asked_for(request, Review.objects.all()).values_list(*columns).iterator():
        table.writerow([_safe(value) for value in row])
    return answer


def _safe(value: object) -> object:
    """A login name that begins like a formula is only text in somebody's spreadsheet."""
    if isinstance(value, datetime):
        return value.isoformat()
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@" else value


def _asked_for(request: SignedIn, reviews: QuerySet[Review]) -> QuerySet[Review]:
    """Newest first, narrowed to what the address asks for; whatever is unknown is left out."""
    decision, since = request.GET.get("decision", ""), _day(request.GET.get("since", ""))
    if decision in Review.Decision.values:
        reviews = reviews.filter(decision=decision)
    if since is not None:
        reviews = reviews.filter(made_at__gte=since)
    if request.GET.get("by") == "me":
        reviews = reviews.filter(by__user=request.user)
    return reviews.order_by("-pk")


def _day(text: str) -> datetime | None:
    """The beginning of that day, or None for whatever is no day."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_current_timezone()) if day else None


def _number(request: SignedIn) -> int:
    asked = request.GET.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 and int(asked) else 1


def _to_bring_back(scope: desk.Scope, reviews: list[Review]) -> dict[int, Post]:
    """Posts out of the circle that this person may bring back, under the newest of these reviews of each."""
    newest: dict[int, int] = {}
    for review in reviews:
        if review.post and review.post.state in (Post.State.REMOVED, Post.State.RETURNED):
            newest.setdefault(review.post.pk, review.pk)
    if not newest:
        return {}
    posts = Post.objects.filter(scope.clause(), pk__in=newest).select_related("author")
    return {newest[post.pk]: post for post in posts.defer("words", "html")}
