"""The desk: the list of what waits, and taking back what was just decided."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from circles.views.posting import see_other
from moderation import actions, desk
from moderation.guidelines import languages
from moderation.models import Pending
from moderation.policies import volunteer
from moderation.runbooks import minutes
from moderation.views.appeals import appeal_page
from moderation.views.doors import moderators_only, to_entries
from moderation.views.entry import entry_page
from peersupport.accounts.requests import SignedIn
from peersupport.policy import Refused


@moderators_only
@require_safe
def desk_page(request: SignedIn) -> HttpResponse:
    """What waits, without words. A live page fetches it again when the desk's bell rings."""
    filters = _filters(request.GET)
    seen = desk.look(request.user, filters)
    if seen.is_due and actions.carry_out_due():
        seen = desk.look(request.user, filters)
    context = {
        "desk": seen,
        **minutes(),
        "mine": volunteer(request.user),
        "filters": filters,
        "cap": desk.CAPPED_AT,
        "languages": [(code, name) for code, name in settings.LANGUAGES if code in languages()],
    }
    return render(request, "moderation/desk.html", context)


@to_entries
@require_POST
def undo(request: SignedIn, pending_id: str) -> HttpResponse:
    """Takes a decision back; the entry opens again with the words in their box."""
    pending = get_object_or_404(Pending.objects.select_related("post", "appeal"), public_id=pending_id, by=request.user)
    try:
        order = actions.undo(pending, by=request.user)
    except Refused as refused:
        messages.warning(request, str(refused))
        return see_other("/desk/")
    messages.success(request, _("Taken back. Nobody was told anything."))
    if pending.appeal is not None:
        asked = desk.open_appeal(request.user, pending.appeal.public_id)
        return appeal_page(request, asked, order) if asked else see_other("/desk/")
    post = desk.open_post(request.user, pending.post.public_id) if pending.post else None
    return entry_page(request, post, order=order) if post else see_other("/desk/")


def _filters(asked: QueryDict) -> desk.Filters:
    """What the address asks for; whatever is unknown is left out."""
    kind, whose = asked.get("kind", ""), asked.get("whose", "")
    language = asked.get("language", "")
    return desk.Filters(
        kind=kind if kind in desk.KINDS else "",
        circle=asked.get("circle", "")[:16],
        language=language if language in languages() else "",
        mine=whose == "mine",
        unclaimed=whose == "nobody",
    )
