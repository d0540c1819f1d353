"""The demo's cast page: one press each to be signed in as them. Its URL exists in the embedded demo only."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from peersupport.accounts.models import User
from peersupport.accounts.second_factor import note_demo_sign_in

CAST = {
    "ada": _("a member of Hearth"),
    "bo": _("a member of Hearth"),
    "fay": _("the facilitator of Hearth"),
    "cy": _("a member of Lantern"),
    "mo": _("a moderator"),
    "ola": _("another moderator, for second looks"),
    "ani": _("an admin"),
    "out": _("signed in, without a circle yet"),
}


@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    # A demo that was made earlier may have fewer of them.
    there = set(User.objects.filter(handle__in=CAST).values_list("handle", flat=True))
    return render(request, "demo.html", {"cast": [one for one in CAST.items() if one[0] in there]})


@require_POST
def sign_in_as(request: HttpRequest, handle: str) -> HttpResponse:
    person = User.objects.filter(handle=handle, is_active=True).first() if handle in CAST and settings.DEMO else None
    if person is None:
        raise Http404
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    note_demo_sign_in(request)
    return redirect("moderation:desk" if person.moderates else "moderation:manage" if person.manages else "home")
