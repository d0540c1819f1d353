"""For admins: who looks after circles, and whether their first steps are done. Never how fast, never how much."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moderation.models import Duty
from moderation.views.doors import admins_only
from peersupport.accounts.requests import SignedIn


@admins_only
@require_safe
def moderators(request: SignedIn) -> HttpResponse:
    duties = Duty.objects.now().filter(kind=Duty.Kind.MODERATOR, user__is_active=True)
    duties = duties.select_related("user__volunteer__backup", "circle").order_by("user__handle", "pk")
    return render(request, "moderation/moderators.html", {"duties": duties[:500]})
