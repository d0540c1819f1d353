"""What a moderator decided about something of mine: state, reason, until when, a second look, a few words back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from circles.models import Membership, Post
from circles.paths import place_path
from circles.views.posting import see_other
from moderation import actions, evidence
from moderation.actions.answering import MAY_BE_APPEALED
from moderation.forms import LetterForm
from moderation.kept import what_is_kept
from moderation.models import Appeal, Outreach, Review
from peersupport.accounts.requests import SignedIn
from peersupport.policy import Refused
from peersupport.safety.lines import help_lines_for


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def about_post(request: SignedIn, post_id: str) -> HttpResponse:
    """For its author only; for everybody else it is not there."""
    posts = Post.objects.select_related("circle", "share", "author")
    post = posts.filter(public_id=post_id, author__user=request.user).first()
    if post is None or post.author is None:
        raise Http404
    reviews = Review.objects.filter(post=post, about=None, decision__in=MAY_BE_APPEALED)
    return _page(request, post.author, reviews.order_by("-pk").first(), post)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def about_seat(request: SignedIn, seat_id: str) -> HttpResponse:
    """A pause, or a seat that was taken away: also for somebody who has no seat any more."""
    seat = Membership.objects.select_related("circle").filter(public_id=seat_id, user=request.user).first()
    if seat is None:
        raise Http404
    reviews = Review.objects.filter(about__seat=seat, decision__in=MAY_BE_APPEALED)
    return _page(request, seat, reviews.order_by("-pk").first(), None)


def _page(request: SignedIn, seat: Membership, review: Review | None, post: Post | None) -> HttpResponse:
    form = LetterForm(request.POST or None)
    if request.method == "POST" and review is not None and form.is_valid():
        return _send(request, seat, review, form.cleaned_data["words"])
    context = {
        "seat": seat,
        "circle": seat.circle,
        "post": post,
        "back": place_path(seat.circle, post) if post and seat.is_active else "/",
        "review": review,
        "reason": _reason(review, seat, post),
        "asked": _asked(review),
        "outreaches": Outreach.objects.filter(post=post) if post else (),
        "kept": what_is_kept(post) if post else "",
        "form": form,
        "may_appeal": review is not None and not _has(review, Appeal.Kind.APPEAL) and is_standing(review, seat, post),
        "may_write": review is not None and seat.is_paused and not _has(review, Appeal.Kind.LETTER, answer=None),
        "help_lines": help_lines_for(None),
    }
    return render(request, "moderation/decision.html", context, status=422 if form.errors else 200)


def is_standing(review: Review, seat: Membership, post: Post | None) -> bool:
    """Is there anything left that a second look could change?"""
    Decision = Review.Decision
    if review.decision == Decision.PAUSE:
        return seat.is_paused
    if review.decision == Decision.UNSEAT:
        return not seat.is_active
    if post is None or review.decision == Decision.NOTE:
        return post is not None and bool(post.content_note)
    return post.state in (Post.State.RETURNED, Post.State.REMOVED)


def _has(review: Review, kind: str, **more: object) -> bool:
    return Appeal.objects.filter(review=review, kind=kind, **more).exists()


def _send(request: SignedIn, seat: Membership, review: Review, words: str) -> HttpResponse:
    is_letter = request.POST.get("is") == "letter" and review.decision == Review.Decision.PAUSE
    try:
        (actions.write_letter if is_letter else actions.appeal)(review, seat, words)
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("Your words are with a moderator. You will find the answer here."))
    return see_other(request.path)


def _reason(review: Review | None, seat: Membership, post: Post | None) -> str:
    """As the moderator wrote it; where the sealed reason has run out, what still stands on the post or the seat."""
    if review is None:
        return ""
    standing = post.note if post is not None else seat.paused_because or seat.ended_because
    return evidence.reasons([review]).get(review.pk, "") or standing


def _asked(review: Review | None) -> list[tuple[Appeal, str]]:
    """What I wrote about this decision, with the answers."""
    if review is None:
        return []
    asked = list(Appeal.objects.filter(review=review).select_related("answer").order_by("pk"))
    answers = evidence.reasons([one.answer for one in asked if one.answer])
    return [(one, answers.get(one.answer_id or 0, "")) for one in asked]
