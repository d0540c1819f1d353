"""Beside an entry: runbooks, the safeguarding lead, help for oneself, stepping back, letting a circle rest."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from circles.models import Post
from circles.views.posting import see_other
from moderation import actions
from moderation.policies import volunteer
from moderation.runbooks import minutes, runbooks
from moderation.site_texts import text_now
from moderation.views.doors import moderators_only
from moderation.views.teamwork import on_entry
from peersupport.accounts.requests import SignedIn
from peersupport.safety.lines import help_lines_for


@moderators_only
@require_safe
def runbook(request: SignedIn, slug: str) -> HttpResponse:
    found = next((one for one in runbooks(get_language() or "en") if one.slug == slug), None)
    if found is None:
        raise Http404
    own = text_now(slug, get_language() or "en")
    return render(request, "moderation/runbook.html", {"runbook": found, "own": own, **minutes()})


@moderators_only
@require_safe
def help_for_me(request: SignedIn) -> HttpResponse:
    """For the moderator: people to talk to, and a way to put everything down."""
    context = {"lines": help_lines_for(None), "backup": volunteer(request.user).backup, **minutes()}
    return render(request, "moderation/help_for_me.html", context)


@on_entry
def recuse(request: SignedIn, post: Post) -> HttpResponse:
    actions.recuse(post, by=request.user)
    messages.success(request, _("It is with your colleagues. What this person writes no longer comes to you."))
    return see_other("/desk/")


@on_entry
def freeze(request: SignedIn, post: Post) -> HttpResponse:
    actions.freeze(post, by=request.user)
    messages.success(request, _("The circle rests: everybody can read, nobody can write. An admin wakes it again."))
    return see_other(f"/desk/{post.public_id}/")
