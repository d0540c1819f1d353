"""The desk: what waits for a moderator, and what they decide."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from circles.models import Post
from circles.views.posting import see_other
from moderation import actions, desk
from moderation.forms import DecisionForm
from moderation.models import Review
from moderation.views.doors import moderators_only
from peersupport.accounts.requests import SignedIn
from peersupport.policy import Refused

LOG_SHOWN = 50


@moderators_only
@require_safe
def desk_page(request: SignedIn) -> HttpResponse:
    """All kinds, or one (`?kind=`). A live page fetches it again when the desk's bell rings."""
    kind = request.GET.get("kind")
    return _page(request, kind if kind in desk.KINDS else None)


@moderators_only
@require_POST
def decide(request: SignedIn, post_id: str) -> HttpResponse:
    """Carries out what the form says. A refusal shows the desk again with the note still in its box."""
    post = _decidable(request, post_id)
    if post is None:
        gone = _("Somebody was here before you, or its author took it back. Your note is below, if you still need it.")
        return _page(request, None, trouble=("", gone), status=409)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        why = _("Choose what to do, and keep the note under 1,000 characters.")
        return _page(request, None, trouble=(post_id, why), status=422)
    try:
        actions.decide(post, by=request.user, decision=form.cleaned_data["decision"], note=form.cleaned_data["note"])
    except Refused as refused:
        return _page(request, None, trouble=(post_id, str(refused)), status=409)
    messages.success(request, _("Done. The log keeps who decided, and why."))
    return see_other("/desk/log/" if request.POST.get("back") == "log" else "/desk/")


@moderators_only
@require_safe
def log(request: SignedIn) -> HttpResponse:
    """The latest decisions about circles this person looks after. What was taken down can be brought back here."""
    reviews = Review.objects.filter(post__circle__in=desk.circles_of(request.user)).order_by("-pk")
    shown = list(reviews.select_related("post__circle", "by")[:LOG_SHOWN])
    return render(request, "moderation/log.html", {"reviews": shown, "restorable": _restorable(shown)})


def _page(
    request: SignedIn, kind: str | None, trouble: tuple[str, str] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "entries": desk.entries(request.user, kind),
        "kind": kind or "",
        "trouble_at": trouble[0] if trouble else "",
        "trouble": trouble[1] if trouble else "",
        "note": request.POST.get("note", "") if trouble else "",
    }
    return render(request, "moderation/desk.html", context, status=status)


def _decidable(request: SignedIn, post_id: str) -> Post | None:
    """A post that waits on this desk, or one of its decided ones; None for all others, whether they exist or not."""
    return desk.open_post(request.user, post_id) or desk.decided_post(request.user, post_id)


def _restorable(reviews: list[Review]) -> set[int]:
    """The newest review of each post that is out of the circle now: only there *bring back* makes sense."""
    newest: dict[int, int] = {}
    for review in reviews:
        newest.setdefault(review.post_id, review.pk)
    gone = (Post.State.REMOVED, Post.State.RETURNED)
    return {review.pk for review in reviews if newest[review.post_id] == review.pk and review.post.state in gone}
