"""Staff pages ask for a second factor: a code, a passkey, or (in the demo only) one press on the cast page."""

import functools
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

DEMO_METHOD = "demo"


def has_second_factor(request: HttpRequest) -> bool:
    """True when this session was opened with a second factor."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    return any(_counts(record.get("method")) for record in records)


def _counts(method: str | None) -> bool:
    return method == "mfa" or (settings.DEMO and method == DEMO_METHOD)


def note_demo_sign_in(request: HttpRequest) -> None:
    """The demo's one press counts as a second factor; `has_second_factor` believes it in the demo only."""
    record = {"method": DEMO_METHOD, "at": timezone.now().timestamp()}
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [record]


def second_factor_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For staff views: without a second factor, lead to the page where one is set up or asked for."""

    @functools.wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not has_second_factor(request):
            return redirect("second_factor")
        return view(request, *args, **kwargs)

    return ask_first
