"""My own page, and the step between sign-in and staff pages."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from peersupport.accounts.content_notes import choose_folding
from peersupport.accounts.guidance import choose_guidance
from peersupport.accounts.help_lines import have_these
from peersupport.accounts.keys import choose_keys
from peersupport.accounts.requests import SignedIn
from peersupport.accounts.second_factor import has_second_factor
from peersupport.content_themes import OTHER, THEMES


@login_required
@require_safe
def me(request: SignedIn) -> HttpResponse:
    context = {"has_factor": is_mfa_enabled(request.user), "themes": (*THEMES, OTHER)}
    return render(request, "accounts/me.html", context)


@login_required
@require_safe
def second_factor(request: SignedIn) -> HttpResponse:
    """Says why staff pages ask for one, and leads to where it is set up, or to signing in with it."""
    if has_second_factor(request):
        return redirect("home")
    return render(request, "accounts/second_factor.html", {"has_factor": is_mfa_enabled(request.user)})


@login_required
@require_POST
def have_help_lines(request: SignedIn) -> HttpResponse:
    """*I have these*, pressed on a page of this site, which comes back with the card as one line."""
    have_these(request.user)
    back = request.POST.get("back", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "home")


@login_required
@require_POST
def guidance(request: SignedIn) -> HttpResponse:
    """When the guidelines reader speaks up."""
    choose_guidance(request.user, request.POST.get("when", ""))
    messages.success(request, _("Your choice about suggestions is kept."))
    return redirect("me")


@login_required
@require_POST
def content_notes(request: SignedIn) -> HttpResponse:
    """Which content notes stay closed until they are opened."""
    choose_folding(request.user, request.POST.get("when", ""), request.POST.getlist("themes"))
    messages.success(request, _("Your choice about content notes is kept."))
    return redirect("me")


@login_required
@require_POST
def keys(request: SignedIn) -> HttpResponse:
    """An unticked box is not sent: whatever is missing is off."""
    choose_keys(request, request.user, letters="letters" in request.POST, shift="shift" in request.POST)
    messages.success(request, _("Your choice about keys is kept."))
    return redirect("me")
