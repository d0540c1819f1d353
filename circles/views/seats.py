"""Join and leave."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from circles import actions
from circles.forms import JoinForm
from circles.models import Agreement, Circle, Membership
from circles.models.agreement import agreement_now
from circles.paths import circle_path
from circles.policies import may_join
from circles.views.doors import login_required, seat_or_404
from circles.views.posting import see_other
from peersupport.accounts.requests import SignedIn
from peersupport.policy import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: SignedIn, circle_id: str) -> HttpResponse:
    """The agreement, a name for this circle, a yes. Whoever sits here already is led in."""
    seat = Membership.objects.filter(circle__public_id=circle_id, user=request.user, state="active").first()
    if seat is not None:
        return see_other(f"/circles/{circle_id}/")
    circle = Circle.objects.open_to(request.user).with_seats().filter(public_id=circle_id).first()
    if circle is None:
        raise Http404
    agreement = agreement_now(circle)
    form = JoinForm(request.POST or None, initial={"version": agreement.version})
    if request.method == "POST" and form.is_valid():
        return _take_seat(request, circle, agreement, form)
    return _join_page(request, circle, agreement, form, 422 if form.errors else 200)


def _take_seat(request: SignedIn, circle: Circle, agreement: Agreement, form: JoinForm) -> HttpResponse:
    if form.cleaned_data["version"] != agreement.version:
        form.add_error(None, _("The agreement changed while you were reading. Please look at it once more."))
        return _join_page(request, circle, agreement, form, 409)
    try:
        actions.join(request.user, circle, name=form.cleaned_data["name"], agreed_version=agreement.version)
    except actions.NameTaken:
        form.add_error("name", _("Somebody in this circle already goes by that name. Could you use another one?"))
        return _join_page(request, circle, agreement, form, 422)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _join_page(request, circle, agreement, form, 409)
    messages.success(request, _("Welcome. Take your time: reading along is taking part, too."))
    return see_other(circle_path(circle))


def _join_page(request: SignedIn, circle: Circle, agreement: Agreement, form: JoinForm, status: int) -> HttpResponse:
    allowed = may_join(request.user, circle, taken=circle.memberships.filter(state="active").count())
    context = {"circle": circle, "agreement": agreement, "form": form, "allowed": allowed}
    return render(request, "circles/join.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: SignedIn, circle_id: str) -> HttpResponse:
    seat = seat_or_404(request, circle_id)
    if request.method != "POST":
        return render(request, "circles/leave.html", {"seat": seat, "circle": seat.circle})
    actions.leave(seat)
    messages.success(request, _("You have left the circle. Thank you for the time you were here."))
    return see_other("/circles/")


@login_required
def agreement(request: SignedIn, circle_id: str) -> HttpResponse:
    seat = seat_or_404(request, circle_id)
    context = {
        "seat": seat,
        "circle": seat.circle,
        "agreement": agreement_now(seat.circle),
    }
    return render(request, "circles/agreement.html", context)
