"""Staff pages ask for a second factor: a code, a passkey, or (in the demo only) one press on the cast page."""

import functools
from collections.abc import Callable, Collection
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from peersupport.accounts.models import User

DEMO_METHOD = "demo"


def has_second_factor(request: HttpRequest) -> bool:
    """True when this session was opened with a second factor."""
    return _has_factor(request.session)


def sessions_with_factor(keys: Collection[str]) -> set[str]:
    """Those of these session keys that were opened with a second factor. One query."""
    sessions = Session.objects.filter(session_key__in=keys)
    return {session.session_key for session in sessions if _has_factor(session.get_decoded())}


def _has_factor(session: Any) -> bool:
    return any(_counts(record.get("method")) for record in session.get(AUTHENTICATION_METHODS_SESSION_KEY, []))


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


def take_away(user: User) -> int:
    """For somebody who lost phone and codes: app, passkeys and codes are gone. Returns how many there were."""
    return Authenticator.objects.filter(user=user).delete()[0]
