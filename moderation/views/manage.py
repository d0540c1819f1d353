"""Hosting: open a circle, rest and wake it, take a seat away."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from circles import actions
from circles.models import Circle, Membership
from circles.models.agreement import agreement_now
from circles.views.posting import see_other
from moderation.actions import come_back_as, name_facilitator, revise, unseat, waiting_for_a_name
from moderation.forms import CircleForm, NewCircleForm, OtherNameForm, RemovalForm
from moderation.models import Pending, RuleTrouble
from moderation.views.doors import admins_only
from peersupport.accounts.models import Closing, User
from peersupport.accounts.requests import SignedIn
from peersupport.policy import Refused


@admins_only
@require_safe
def manage(request: SignedIn) -> HttpResponse:
    facilitators = Count(
        "memberships", filter=Q(memberships__state="active", memberships__role="facilitator"), distinct=True
    )
    circles = Circle.objects.with_seats().annotate(facilitators=facilitators).order_by("name", "pk")
    troubles = RuleTrouble.objects.order_by("-last_at")[:20]
    context = {"circles": circles[:500], "troubles": troubles, "closing": Closing.now()}
    return render(request, "moderation/manage.html", context)


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_circle(request: SignedIn) -> HttpResponse:
    form = NewCircleForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (circle := _open(form, request.user)):
        messages.success(request, _("The circle is open."))
        return see_other(_path(circle))
    return render(request, "moderation/new_circle.html", {"form": form}, status=422 if form.errors else 200)


def _open(form: NewCircleForm, by: User) -> Circle | None:
    """Opens the circle and seats its facilitator; None, with the form saying why, where that cannot be."""
    values = form.cleaned_data
    handle, name = values.pop("facilitator"), values.pop("facilitator_name")
    facilitator = User.objects.filter(handle__iexact=handle, is_active=True).first() if handle else None
    if handle and facilitator is None:
        form.add_error("facilitator", _("Nobody here signs in with this name."))
        return None
    try:
        with transaction.atomic():
            circle = actions.open_circle(**values)
            if facilitator is not None:
                seat = actions.join(facilitator, circle, name=name, agreed_version=circle.agreement_version)
                name_facilitator(seat, by=by)
    except Refused as refused:
        # While joining is closed nobody takes a seat, a facilitator neither.
        form.add_error(None, str(refused))
        return None
    return circle


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def circle(request: SignedIn, circle_id: str) -> HttpResponse:
    """One circle: what it says of itself, its seats. No words of its members stand here."""
    circle = _circle(circle_id)
    form = CircleForm(request.POST or None, instance=circle)
    if request.method == "POST" and form.is_valid():
        revise(circle, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return see_other(_path(circle))
    return _page(request, circle, form, 422 if form.errors else 200)


def _page(
    request: SignedIn, circle: Circle, form: CircleForm, status: int, asked: tuple[int, OtherNameForm] | None = None
) -> HttpResponse:
    """`asked`: a seat and the name for it that was sent, to be shown again."""
    nameless = [
        (seat, asked[1] if asked and asked[0] == seat.pk else OtherNameForm(auto_id=f"name-{seat.public_id}"))
        for seat in waiting_for_a_name(circle.pk).order_by("pk")
    ]
    waiting = Pending.objects.waiting().filter(circle=circle).exclude(waits_for=Pending.Waits.NAME)
    context = {
        "circle": circle,
        "form": form,
        "seats": Membership.objects.active().filter(circle=circle).order_by("joined_at", "pk"),
        "agreement": agreement_now(circle),
        "waiting": waiting.values_list("waits_for", flat=True),
        "nameless": nameless,
    }
    return render(request, "moderation/circle.html", context, status=status)


@admins_only
@require_POST
def come_back(request: SignedIn, circle_id: str, seat_id: str) -> HttpResponse:
    """Another name for a seat that a second look gave back: somebody else has theirs now."""
    circle = _circle(circle_id)
    seat = get_object_or_404(waiting_for_a_name(circle.pk), public_id=seat_id)
    form = OtherNameForm(request.POST, auto_id=f"name-{seat.public_id}")
    if form.is_valid():
        try:
            come_back_as(seat, form.cleaned_data["name"], by=request.user)
        except actions.NameTaken:
            form.add_error("name", _("Somebody in this circle already goes by that name. Could you use another one?"))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Kept. The seat comes back with this name as soon as one is free."))
            return see_other(_path(circle))
    return _page(request, circle, CircleForm(instance=circle), 422, (seat.pk, form))


@admins_only
@require_POST
def rest(request: SignedIn, circle_id: str) -> HttpResponse:
    circle = _circle(circle_id)
    if circle.is_resting:
        actions.wake(circle)
        messages.success(request, _("The circle is awake: its members can write again."))
    else:
        actions.rest(circle)
        messages.success(request, _("The circle rests: its members can read, and write again when it wakes."))
    return see_other(_path(circle))


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def remove_member(request: SignedIn, circle_id: str, seat_id: str) -> HttpResponse:
    circle = _circle(circle_id)
    seat = get_object_or_404(Membership.objects.active(), circle=circle, public_id=seat_id)
    form = RemovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        unseat(seat, by=request.user, because=form.cleaned_data["because"])
        messages.success(request, _("The seat is free. Nothing more of this circle reaches them."))
        return see_other(_path(circle))
    context = {"circle": circle, "seat": seat, "form": form}
    return render(request, "moderation/remove_member.html", context, status=422 if form.errors else 200)


def _circle(circle_id: str) -> Circle:
    return get_object_or_404(Circle.objects.with_seats(), public_id=circle_id)


def _path(circle: Circle) -> str:
    return f"/manage/{circle.public_id}/"
