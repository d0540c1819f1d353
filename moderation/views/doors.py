"""How staff pages are entered: signed in, on duty, with a second factor. For everybody else they are not there."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse

from circles.views.posting import see_other
from moderation.policies import may_close, may_manage, may_open_entries, remember_duties
from peersupport.accounts.models import User
from peersupport.accounts.requests import SignedIn
from peersupport.accounts.second_factor import second_factor_required
from peersupport.policy import Verdict

View = Callable[..., HttpResponse]


def _door(may: Callable[[User], Verdict]) -> Callable[[View], View]:
    def through(view: View) -> View:
        guarded = second_factor_required(view)

        @login_required
        @functools.wraps(view)
        def enter(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponse:
            if not may(request.user):
                raise Http404
            return guarded(request, *args, **kwargs)

        return enter

    return through


moderators_only = _door(remember_duties)


def to_entries(view: View) -> View:
    """`moderators_only`, for all that opens a member's words: whoever is new here is led to the first steps instead."""

    @moderators_only
    @functools.wraps(view)
    def enter(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_open_entries(request.user):
            return see_other("/desk/first/")
        return view(request, *args, **kwargs)

    return enter


admins_only = _door(may_manage)
# Moderators and admins alike.
staff_only = _door(may_close)
