"""What share, reply and reword have in common: a draft goes in; a post, a pause or a clear answer comes out."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from circles.actions import Draft, Nudged, TokenTaken
from circles.forms import WordsForm, new_token
from circles.marks import marked
from circles.models import Circle, Post
from circles.paths import place_path, post_path
from moderation.guidelines import Guidance
from peersupport.policy import Refused
from peersupport.text import tidy

Page = Callable[[WordsForm, int], HttpResponse]


def post_words(request: HttpRequest, *, circle: Circle, form_class: type[WordsForm], write: Callable[[Draft], Post],
               page: Page, pause: dict[str, Any]) -> HttpResponse:  # fmt: skip
    """Writes what was sent. `page(form, status)` shows the form again, with every word still in it."""
    form = form_class(request.POST)
    if not form.is_valid():
        return page(form, 422)
    try:
        return see_other(_after(circle, write(form.draft())))
    except Nudged as nudged:
        return _pause(request, form, nudged.guidance, pause)
    except TokenTaken:
        form = form_class(_with(request.POST, token=new_token()))
        form.add_error(None, _("This form was already sent with other words. Send it once more, and these go out too."))
        return page(form, 409)
    except Refused as refused:
        form.add_error(None, str(refused))
        return page(form, 403)


def see_other(path: str) -> HttpResponse:
    """303: the browser fetches the page with GET, so a reload never posts twice."""
    response = HttpResponseRedirect(path)
    response.status_code = 303
    return response


def _after(circle: Circle, post: Post) -> str:
    """Where the writer goes next. With help lines to see, to the top of the page they stand on."""
    if post.worries_us:
        return post_path(circle, post.share or post)
    return place_path(circle, post)


def _pause(request: HttpRequest, form: WordsForm, guidance: Guidance, page: dict[str, Any]) -> HttpResponse:
    """The one time a nudge comes back: what it saw, why, and the words still in the box."""
    words = tidy(form.cleaned_data["words"])
    words, guidance = _take_wording(request, words, guidance)
    shown = " ".join(sorted(set(form.cleaned_data["seen"].split()) | {finding.rule for finding in guidance.findings}))
    again = form.__class__(_with(request.POST, seen=shown, words=words))
    context = {**page, "form": again, "guidance": guidance, "pieces": marked(words, guidance.findings)}
    return render(request, "circles/pause.html", context, status=422)


def _take_wording(request: HttpRequest, words: str, guidance: Guidance) -> tuple[str, Guidance]:
    """*Use this wording* without JavaScript: `use` is "<finding>.<rewording>", and the words change in the box."""
    finding, _dot, wording = request.POST.get("use", "").partition(".")
    try:
        chosen = guidance.findings[int(finding)]
        words = words[: chosen.start] + chosen.rewordings[int(wording)] + words[chosen.end :]
    except (ValueError, IndexError):
        return words, guidance
    return words, Guidance(guidance.level, tuple(one for one in guidance.findings if one.end <= chosen.start))


def _with(sent: QueryDict, **changes: str) -> QueryDict:
    changed = sent.copy()
    for name, value in changes.items():
        changed[name] = value
    return changed
