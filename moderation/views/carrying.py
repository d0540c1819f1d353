"""What makes the desk light to carry: shifts, notes between colleagues, one's own weather."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from circles.views.posting import see_other
from moderation import actions
from moderation.forms import DebriefForm, HandoverForm, WeatherForm
from moderation.models import ColleagueNote
from moderation.policies import volunteer
from moderation.views.doors import moderators_only, to_entries
from moderation.weather import THEMES
from peersupport.accounts.mail import proven_addresses
from peersupport.accounts.models import User
from peersupport.accounts.requests import SignedIn

NOTES_SHOWN = 50


@to_entries
@require_POST
def begin_shift(request: SignedIn) -> HttpResponse:
    """Only for whoever can open entries: members read that a moderator is here."""
    actions.begin_shift(request.user)
    messages.success(request, _("Your shift has begun. Members read that a moderator is here, and no name."))
    return see_other("/desk/")


@moderators_only
@require_POST
def end_shift(request: SignedIn) -> HttpResponse:
    """One press; words for colleagues go along if there are any. A note that does not fit comes back: nothing ends."""
    form = HandoverForm(request.POST)
    if not form.is_valid():
        return render(request, "moderation/end_shift.html", {"form": form}, status=422)
    actions.end_shift(request.user, form.cleaned_data["words"])
    messages.success(request, _("Your shift is over, and what was with you is back on the desk. Thank you."))
    return see_other("/desk/")


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def between(request: SignedIn) -> HttpResponse:
    """What colleagues left each other: hand-over notes, and what somebody wants to put down after a hard one."""
    form = DebriefForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.cleaned_data["words"]:
        actions.leave_note(request.user, ColleagueNote.Kind.DEBRIEF, form.cleaned_data["words"])
        messages.success(request, _("Your colleagues can read it here."))
        return see_other("/desk/between/")
    notes = ColleagueNote.objects.select_related("by")[:NOTES_SHOWN]
    named_me = User.objects.filter(volunteer__backup=request.user, is_active=True).order_by("handle")
    context = {"form": form, "notes": notes, "named_me": named_me}
    return render(request, "moderation/between.html", context, status=422 if form.errors else 200)


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def weather(request: SignedIn) -> HttpResponse:
    form = WeatherForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.set_weather(request.user, **form.cleaned_data)
        messages.success(request, _("Kept. Only you see this; tomorrow every theme is back."))
        return see_other("/desk/")
    context = {
        "themes": THEMES,
        "mine": volunteer(request.user),
        "has_address": bool(proven_addresses([request.user.pk])),
        "letter_minutes": settings.CARE_LETTER_MINUTES,
    }
    return render(request, "moderation/weather.html", context, status=422 if form.errors else 200)
