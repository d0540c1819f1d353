"""A second look, at the desk: the words, the first reason, what the member says, and an answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from circles.views.posting import see_other
from moderation import actions, desk, evidence
from moderation.actions.deciding import Order
from moderation.forms import DecisionForm
from moderation.guidelines import Guidance
from moderation.models import Appeal
from moderation.notes import ANSWERING, answer_from, templates_for
from moderation.policies import volunteer
from moderation.views.doors import to_entries
from moderation.weather import is_heavy
from peersupport.accounts.requests import SignedIn
from peersupport.policy import Refused


@to_entries
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: SignedIn, appeal_id: str) -> HttpResponse:
    asked = desk.open_appeal(request.user, appeal_id)
    if asked is None:
        messages.info(request, _("This one is answered already, or it is for another moderator."))
        return see_other("/desk/")
    if request.method == "POST":
        return _answer(request, asked)
    return appeal_page(request, asked)


def _answer(request: SignedIn, asked: Appeal) -> HttpResponse:
    form = DecisionForm(request.POST)
    order = form.order()
    if not form.is_valid():
        return appeal_page(request, asked, order, form.trouble(), 422)
    try:
        actions.intend_answer(asked, by=request.user, order=order)
    except Refused as refused:
        return appeal_page(request, asked, order, str(refused), 409)
    messages.success(request, _("Done. The log keeps who decided."))
    return see_other("/desk/")


def appeal_page(
    request: SignedIn, asked: Appeal, order: Order | None = None, trouble: str = "", status: int = 200
) -> HttpResponse:
    """The second look opened. `order` is what stands in the box of the answer."""
    first = asked.review
    guidance = asked.post.guidance if asked.post else None
    findings = Guidance.from_dict(guidance).findings if guidance else ()
    context = {
        "appeal": asked,
        "first": first,
        "first_reason": evidence.reasons([first]).get(first.pk, ""),
        "earlier": evidence.snapshots(asked.post) if asked.post else [],
        "order": order or Order("", answer_from(request.GET.get("template", ""), asked)),
        "trouble": trouble,
        "folds": volunteer(request.user).folds_heavy and is_heavy("appeals", {one.category for one in findings}),
        # A letter during a pause asks for an answer of its own.
        "templates": templates_for(asked.seat.circle.language, ANSWERING) if asked.kind == Appeal.Kind.APPEAL else [],
    }
    return render(request, "moderation/appeal.html", context, status=status)
