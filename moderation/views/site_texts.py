"""For admins: the runbooks and the moderators' agreement in the site's own words, with every version there was."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from circles.views.posting import see_other
from moderation import actions
from moderation.forms import SiteTextForm
from moderation.models import SiteText
from moderation.runbooks import runbooks
from moderation.site_texts import AGREEMENT, keys, newest_of, our_words
from moderation.views.doors import admins_only
from peersupport.accounts.requests import SignedIn

VERSIONS_SHOWN = 50


@admins_only
@require_safe
def site_texts(request: SignedIn) -> HttpResponse:
    newest: dict[tuple[str, str], SiteText] = {}
    for one in SiteText.objects.order_by("pk").defer("html"):
        newest[one.key, one.language] = one
    texts = [(key, title_of(key), [(code, name, newest.get((key, code))) for code, name in settings.LANGUAGES])
             for key in keys()]  # fmt: skip
    return render(request, "moderation/texts/list.html", {"texts": texts})


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def site_text(request: SignedIn, key: str, language: str) -> HttpResponse:
    """One text in one language: what it says now, a box to say it otherwise, what it said before."""
    if key not in keys() or language not in dict(settings.LANGUAGES):
        raise Http404
    if request.method == "POST":
        return _write(request, key, language)
    return _page(request, key, language, SiteTextForm(initial={"words": _now(key, language)}))


def _write(request: SignedIn, key: str, language: str) -> HttpResponse:
    about = f"{title_of(key)} ({dict(settings.LANGUAGES)[language]})"
    if "ours" in request.POST:
        actions.say_in_own_words(key, language, "", by=request.user, about=about)
        messages.success(request, _("Our words count again. Yours stay below, among the earlier ones."))
        return see_other(request.path)
    form = SiteTextForm(request.POST)
    if not form.is_valid():
        return _page(request, key, language, form, 422)
    try:
        actions.say_in_own_words(key, language, form.cleaned_data["words"], by=request.user, about=about)
    except IntegrityError:
        form.add_error(None, _("A colleague has just changed this text. Please look at theirs below first."))
        return _page(request, key, language, form, 409)
    messages.success(request, _("These words count from now on."))
    return see_other(request.path)


def _page(request: SignedIn, key: str, language: str, form: SiteTextForm, status: int = 200) -> HttpResponse:
    ours, our_html = our_words(key, language)
    versions = SiteText.objects.filter(key=key, language=language).select_related("by__user").order_by("-pk")
    now = newest_of(key).get(language)
    context: dict[str, Any] = {
        "key": key,
        "title": title_of(key),
        "language": language,
        "language_name": dict(settings.LANGUAGES)[language],
        "is_ours": now is None or not now.words,
        "html": now.html if now is not None and now.words else our_html,
        "ours": ours,
        "versions": versions[:VERSIONS_SHOWN],
        "is_agreement": key == AGREEMENT,
        "form": form,
    }
    return render(request, "moderation/texts/text.html", context, status=status)


def _now(key: str, language: str) -> str:
    found = newest_of(key).get(language)
    return found.words if found is not None and found.words else our_words(key, language)[0]


def title_of(key: str) -> str:
    """As its own page calls it, in the language of whoever looks."""
    found = next((one.title for one in runbooks(get_language() or "en") if one.slug == key), None)
    return found or _("The moderators' agreement")
