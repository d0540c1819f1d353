"""What changed in a circle, for those who sit in it."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from circles.views.doors import login_required, seat_or_404
from moderation.changes import changes_of
from peersupport.accounts.requests import SignedIn

SHOWN = 30


@login_required
@require_safe
def changes(request: SignedIn, circle_id: str) -> HttpResponse:
    """Newest first. A page there is not is the last one."""
    seat = seat_or_404(request, circle_id)
    page = Paginator(changes_of(seat.circle), SHOWN).get_page(request.GET.get("page"))
    return render(request, "moderation/changes.html", {"seat": seat, "circle": seat.circle, "page": page})
