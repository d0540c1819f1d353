"""What share, reply and reword have in common: a draft goes in; a post, a pause or a clear answer comes out."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from circles.actions import Draft, Nudged, TokenTaken
from circles.forms import WordsForm, new_token
from circles.guidance import read_words
from circles.marks import marked, with_wording
from circles.models import Circle, Post
from circles.paths import place_path, post_path
from moderation.guidelines import Finding
from peersupport.policy import Refused

Page = Callable[[WordsForm, int], HttpResponse]


def post_words(request: HttpRequest, *, form_class: type[WordsForm], write: Callable[[Draft], Post], page: Page,
               pause: dict[str, Any]) -> HttpResponse:  # fmt: skip
    """Writes what was sent. `page(form, status)` shows the form again, with every word still in it.

    `pause` is what the pause page needs: seat, circle, action (its address) and share (None above a share).
    """
    form = form_class(request.POST)
    if not form.is_valid():
        return page(form, 422)
    if "use" in request.POST:
        return _use_wording(request, form, pause)
    try:
        return see_other(_after(pause["circle"], write(form.draft())))
    except Nudged as nudged:
        return _pause(request, form, form.cleaned_data["words"], nudged.guidance.findings, pause)
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


def _pause(
    request: HttpRequest, form: WordsForm, words: str, findings: Sequence[Finding], page: dict[str, Any]
) -> HttpResponse:
    """The one time a nudge comes back: what it saw, why, and the words still in the box."""
    shown = set(form.cleaned_data["seen"].split()) | {finding.rule for finding in findings}
    again = form.__class__(_with(request.POST, seen=" ".join(sorted(shown)), words=words))
    context = {**page, "form": again, "pieces": marked(words, findings), "findings": findings}
    return render(request, "circles/pause.html", context, status=422)


def _use_wording(request: HttpRequest, form: WordsForm, page: dict[str, Any]) -> HttpResponse:
    """*Use this wording* without JavaScript: `use` is "<finding>.<rewording>". Nothing is posted; the box changes."""
    words, share = form.cleaned_data["words"], page["share"]
    role, need = ("reply", share.need) if share else ("share", form.cleaned_data.get("need", ""))
    findings: Sequence[Finding] = read_words(words, page["circle"], role=role, need=need).guidance.findings
    chosen, _dot, wording = request.POST["use"].partition(".")
    with suppress(ValueError, IndexError):
        words, findings = with_wording(words, findings, int(chosen), int(wording))
    return _pause(request, form, words, findings, page)


def _with(sent: QueryDict, **changes: str) -> QueryDict:
    changed = sent.copy()
    for name, value in changes.items():
        changed[name] = value
    return changed
