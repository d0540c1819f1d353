"""One entry: opened with a press, decided with another; what the author will read is shown before it goes out."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from circles.models import Post
from circles.views.posting import see_other
from moderation import actions, desk
from moderation.actions.deciding import PAUSES, Order
from moderation.forms import DecisionForm, OutreachForm
from moderation.models import Review
from moderation.notes import DECIDING, REACHING_OUT, note_from, templates_for
from moderation.policies import is_in_care, volunteer
from moderation.runbooks import minutes
from moderation.views.doors import to_entries
from moderation.weather import is_heavy
from peersupport.accounts.models import Closing
from peersupport.accounts.requests import SignedIn
from peersupport.content_themes import THEMES
from peersupport.policy import Refused
from peersupport.safety.lines import help_lines_for

Decision = Review.Decision
# What the author reads word for word, and therefore is shown once before it goes out.
_READ_BY_THE_AUTHOR = (Decision.NOTE, Decision.RETURN, Decision.REMOVE, Decision.PAUSE, Decision.UNSEAT)


@to_entries
@require_POST
def open_entry(request: SignedIn, post_id: str) -> HttpResponse:
    """The press that opens an entry is the press that claims it. A second moderator is told, and may look too."""
    post = desk.waiting_post(request.user, post_id)
    if post is None:
        return _gone(request)
    if actions.claim(post, by=request.user) or "too" in request.POST:
        desk.open_post(request.user, post_id)
    return see_other(f"/desk/{post.public_id}/")


@to_entries
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: SignedIn, post_id: str) -> HttpResponse:
    """The entry's page; the words are on it only for whoever opened it. POST decides."""
    if request.method == "POST":
        return _decide(request, post_id)
    post = desk.waiting_post(request.user, post_id)
    if post is None:
        return _gone(request)
    if not desk.has_opened(request.user, post):
        context = {"post": post, "claim": desk.claim_now(post), "kind": desk.kind_of(post)}
        return render(request, "moderation/closed_entry.html", context)
    # A page that fetches itself is nobody's hand on the entry.
    if request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate":
        actions.renew(post, by=request.user)
    return entry_page(request, post)


def entry_page(request: SignedIn, post: Post, *, order: Order | None = None, trouble: str = "", preview: bool = False,
               around: list[Post] | None = None, letter: OutreachForm | None = None,
               status: int = 200) -> HttpResponse:  # fmt: skip
    """The entry opened. `order` is what stands in the form; `preview` shows what its author would read;
    `letter` is what stands in the form of reaching out."""
    number, seen = desk.number(), desk.entry_of(post)
    order = order or Order("", note_from(request.GET.get("template", ""), post, seen.findings))
    context: dict[str, Any] = {
        "entry": seen,
        **minutes(),
        "closed": Closing.now() is not None,
        "mine": volunteer(request.user),
        "is_heavy": is_heavy(seen.kind, {finding.category for finding in seen.findings}),
        "number": number,
        "post": post,
        "order": order,
        "trouble": trouble,
        "preview": preview,
        "around": around,
        "letter": letter,
        "pauses": PAUSES,
        "content_themes": THEMES,
        "is_mine": seen.claim is not None and seen.claim.by_id == request.user.pk,
        "templates": templates_for(post.circle.language, REACHING_OUT if seen.kind == "care" else DECIDING),
        "colleagues": desk.colleagues_for(request.user, post),
        "help_lines": help_lines_for(None),
        "in_care": post.author is not None and is_in_care(post.author),
    }
    return render(request, "moderation/entry.html", context, status=status)


def _decide(request: SignedIn, post_id: str) -> HttpResponse:
    """Carries out what the form says. A refusal shows the entry again with every word still in its box."""
    post = _decidable(request, post_id)
    form = DecisionForm(request.POST)
    order = form.order()
    if post is None:
        return _too_late(request, order)
    if not form.is_valid():
        return entry_page(request, post, order=order, trouble=form.trouble(), status=422)
    if order.decision in _READ_BY_THE_AUTHOR and "confirmed" not in request.POST:
        return _preview(request, post, order)
    try:
        actions.intend(post, by=request.user, order=order)
    except Refused as refused:
        return entry_page(request, post, order=order, trouble=str(refused), status=409)
    messages.success(request, _("Done. The log keeps who decided."))
    return see_other("/desk/log/" if request.POST.get("back") == "log" else "/desk/")


def _preview(request: SignedIn, post: Post, order: Order) -> HttpResponse:
    try:
        actions.check(post, request.user, order)
    except Refused as refused:
        return entry_page(request, post, order=order, trouble=str(refused), status=409)
    return entry_page(request, post, order=order, preview=True)


def _decidable(request: SignedIn, post_id: str) -> Post | None:
    """A post that waits on this desk, or one of its decided ones; None for all others, whether they exist or not."""
    waiting = desk.open_post(request.user, post_id)
    if waiting is not None or request.POST.get("decision") != Decision.RESTORE:
        return waiting
    return desk.decided_post(request.user, post_id)


def _too_late(request: SignedIn, order: Order) -> HttpResponse:
    """409: somebody was quicker. What was written is on the page, to be copied or left."""
    return render(request, "moderation/too_late.html", {"note": order.note}, status=409)


def _gone(request: SignedIn) -> HttpResponse:
    messages.info(request, _("This one is decided already, or its author took it back."))
    return see_other("/desk/")
