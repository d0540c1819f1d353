"""My own page, and the step between sign-in and staff pages."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from peersupport.accounts.requests import SignedIn
from peersupport.accounts.second_factor import has_second_factor


@login_required
@require_safe
def me(request: SignedIn) -> HttpResponse:
    return render(request, "accounts/me.html", {"has_factor": is_mfa_enabled(request.user)})


@login_required
@require_safe
def second_factor(request: SignedIn) -> HttpResponse:
    """Says why staff pages ask for one, and leads to where it is set up, or to signing in with it."""
    if has_second_factor(request):
        return redirect("home")
    return render(request, "accounts/second_factor.html", {"has_factor": is_mfa_enabled(request.user)})
