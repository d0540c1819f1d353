"""One press closes sign-ups and joining, another one opens them again."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from circles.views.posting import see_other
from moderation import actions
from moderation.views.doors import staff_only
from peersupport.accounts.requests import SignedIn
from peersupport.policy import Refused


@staff_only
@require_POST
def close_doors(request: SignedIn) -> HttpResponse:
    actions.close_doors(by=request.user)
    messages.success(request, _("Sign-ups and joining are closed. Nothing changes for those who are here."))
    return see_other(_back(request))


@staff_only
@require_POST
def reopen_doors(request: SignedIn) -> HttpResponse:
    try:
        actions.reopen_doors(by=request.user)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Sign-ups and joining are open again."))
    return see_other(_back(request))


def _back(request: SignedIn) -> str:
    return "/manage/" if request.POST.get("back") == "manage" else "/desk/"
