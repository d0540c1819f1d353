"""Before the first entry: six invented cases, the moderators' agreement, a colleague to call."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from circles.views.posting import see_other
from moderation import actions
from moderation.first_steps import Case, cases
from moderation.models import Volunteer
from moderation.policies import people_to_call, volunteer
from moderation.site_texts import AGREEMENT, text_now
from moderation.views.doors import moderators_only
from peersupport.accounts.requests import SignedIn

HERE = "/desk/first/"


@moderators_only
@require_safe
def first_steps(request: SignedIn) -> HttpResponse:
    """The three steps, which of them are done, and what is next."""
    return _page(request)


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: SignedIn, slug: str) -> HttpResponse:
    """One invented entry. POST is what one would do; the answer stands on the page that it leads to."""
    found = next((one for one in _cases() if one.slug == slug), None)
    if found is None:
        raise Http404
    if request.method == "POST":
        choice = found.choice(request.POST.get("choice", ""))
        if choice is None:
            return _case_page(request, found, _("Choose what you would do first. There is no wrong answer."), 422)
        actions.practise(request.user, slug)
        return see_other(f"{HERE}{slug}/?chose={choice.key}#what-colleagues-do")
    return _case_page(request, found)


@moderators_only
@require_POST
def agree(request: SignedIn) -> HttpResponse:
    """A yes to the version that was on the page; where another one stands now, it is shown first."""
    now = text_now(AGREEMENT, get_language() or "en")
    if "accept" not in request.POST:
        return _page(request, _("Please read the agreement, and say yes to it if you can."), 422)
    if request.POST.get("version") != str(now.version):
        return _page(request, _("The agreement changed while you were reading. Please look at it once more."), 409)
    mine = actions.agree(request.user, now.version)
    return _on(request, mine, _("Thank you. The day is kept with your yes."))


@moderators_only
@require_POST
def name_backup(request: SignedIn) -> HttpResponse:
    colleague = people_to_call(request.user).filter(handle=request.POST.get("backup", "")).first()
    if colleague is None:
        return _page(request, _("Choose a colleague who is here now."), 422)
    mine = actions.name_backup(request.user, colleague)
    return _on(request, mine, _("Kept. Your colleague can see that you named them."))


def _on(request: SignedIn, mine: Volunteer, said: str) -> HttpResponse:
    """Back to the steps; whoever has just done the last one is told that the desk is open."""
    messages.success(request, said)
    if volunteer(request.user).ready_at is None and mine.ready_at is not None:
        messages.success(request, _("That was the last step: entries open for you now. Take your time, and ask."))
    return see_other(HERE)


def _page(request: SignedIn, trouble: str = "", status: int = 200) -> HttpResponse:
    mine, agreement = volunteer(request.user), text_now(AGREEMENT, get_language() or "en")
    context = {
        "mine": mine,
        "cases": [(one, one.slug in mine.practised) for one in _cases()],
        "next": next((one for one in _cases() if one.slug not in mine.practised), None),
        "agreement": agreement,
        "has_agreed": mine.agreed_version >= agreement.version,
        "colleagues": people_to_call(request.user).order_by("handle")[:200],
        "trouble": trouble,
    }
    return render(request, "moderation/first_steps.html", context, status=status)


def _case_page(request: SignedIn, found: Case, trouble: str = "", status: int = 200) -> HttpResponse:
    known = _cases()
    at = known.index(found)
    context = {
        "case": found,
        "number": at + 1,
        "of": len(known),
        "chosen": found.choice(request.GET.get("chose", "")),
        "next": known[at + 1] if at + 1 < len(known) else None,
        "trouble": trouble,
    }
    return render(request, "moderation/practice_case.html", context, status=status)


def _cases() -> tuple[Case, ...]:
    return cases(get_language() or "en")
