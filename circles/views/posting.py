"""What share, reply and reword have in common: a draft goes in; a post, a pause or a clear answer comes out."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from circles.actions import Draft, Nudged, TokenTaken
from circles.caring import care_beside
from circles.forms import WordsForm, new_token
from circles.guidance import read_words
from circles.kind_words import kind_words
from circles.marks import marked, with_wording
from circles.models import Circle, Membership, Post
from circles.own_wordings import as_shown_to
from circles.paths import place_path, post_path
from circles.suggestions import detail_reason, details_in, suggestions
from circles.unfit import does_not_fit
from moderation.guidelines import Finding, Guidance, book_language
from peersupport.accounts.models import User
from peersupport.policy import Refused

KIND = "kind_words"
Page = Callable[[WordsForm, int], HttpResponse]


def post_words(request: HttpRequest, *, form_class: type[WordsForm], write: Callable[[Draft], Post], page: Page,
               pause: dict[str, Any]) -> HttpResponse:  # fmt: skip
    """Writes what was sent. `page(form, status)` shows the form again, with every word still in it.

    `pause` is what the pause page needs: seat, circle, action (its address) and share (None above a share).
    """
    form = form_class(request.POST)
    if not form.is_valid():
        return page(form, 422)
    for name, answer in _ASKS.items():
        if name in request.POST:
            return answer(request, form, pause)
    try:
        post = write(form.draft())
        leave_kind_words(request, post, pause["seat"])
        return _stored(request, _after(pause["circle"], post))
    except Nudged as nudged:
        return _pause(request, form, form.cleaned_data["words"], nudged.guidance.findings, pause)
    except TokenTaken:
        form = form_class(_with(request.POST, token=new_token()))
        form.add_error(None, _("This form was already sent with other words. Send it once more, and these go out too."))
        return page(form, 409)
    except Refused as refused:
        form.add_error(None, str(refused))
        return page(form, 403)


def leave_kind_words(request: HttpRequest, post: Post, seat: Membership) -> None:
    """A quiet line for the next page, where no script could say it while the words were written."""
    is_by_script = "X-Live" in request.headers
    is_plain = post.is_published and not (post.guidance.get("findings") or post.fears_for_somebody or post.unread)
    if post.share is None or is_by_script or not is_plain or seat.user.guidance != User.Guidance.WRITING:
        return
    if line := kind_words(post.words, Guidance(), seat.circle, post.token):
        request.session[KIND] = line


def take_kind_words(request: HttpRequest) -> str:
    """What `leave_kind_words` left, once."""
    line: str = request.session.pop(KIND, "")
    return line


def see_other(path: str) -> HttpResponse:
    """303: the browser fetches the page with GET, so a reload never posts twice."""
    response = HttpResponseRedirect(path)
    response.status_code = 303
    return response


def _stored(request: HttpRequest, path: str) -> HttpResponse:
    """303 for a form; for the page's own script 201, which says where the words are and leaves the page where it is."""
    if request.headers.get("X-Live"):
        return HttpResponse(status=201, headers={"Location": path})
    return see_other(path)


def _after(circle: Circle, post: Post) -> str:
    """Where the writer goes next. With help lines to see, to the top of the page they stand on."""
    if post.worries_us or post.fears_for_somebody:
        return post_path(circle, post.share or post)
    return place_path(circle, post)


def _pause(
    request: HttpRequest, form: WordsForm, words: str, findings: Sequence[Finding], page: dict[str, Any]
) -> HttpResponse:
    """The one time a nudge comes back: what it saw, why, and the words still in the box."""
    shown = set(form.cleaned_data["seen"].split()) | {finding.rule for finding in findings}
    again = form.__class__(_with(request.POST, seen=" ".join(sorted(shown)), words=words))
    language = book_language(page["circle"].language)
    context = {
        **page,
        "form": again,
        "pieces": marked(words, findings),
        "suggestions": suggestions(words, findings, page["circle"]),
        "details": [(words[one.start : one.end], detail_reason(one.kind)) for one in details_in(words, language)],
    }
    return render(request, "circles/pause.html", context, status=422)


def _look(request: HttpRequest, form: WordsForm, page: dict[str, Any]) -> HttpResponse:
    """*How does it read?*: everything the reader sees. Nothing is posted."""
    words = form.cleaned_data["words"]
    guidance = _read_again(words, form, page)
    seen = {
        "is_asked": True,
        "beside": care_beside(page["seat"].user, guidance),
        "kind": kind_words(words, guidance, page["circle"], form.cleaned_data["token"]) if page["share"] else "",
    }
    return _pause(request, form, words, guidance.findings, {**page, **seen})


def _does_not_fit(request: HttpRequest, form: WordsForm, page: dict[str, Any]) -> HttpResponse:
    """*This doesn't fit*, without JavaScript: it counts on the rule, and the other suggestions stay."""
    words, rule = form.cleaned_data["words"], request.POST["unfit"]
    does_not_fit(page["seat"].user, page["circle"], rule)
    left = [finding for finding in _read_again(words, form, page).findings if finding.rule != rule]
    return _pause(request, form, words, left, {**page, "thanks": True})


def _read_again(words: str, form: WordsForm, page: dict[str, Any]) -> Guidance:
    share = page["share"]
    role, need = ("reply", share.need) if share else ("share", form.cleaned_data.get("need", ""))
    guidance = read_words(words, page["circle"], role=role, need=need).guidance
    return as_shown_to(page["seat"].user, guidance)


def _use_wording(request: HttpRequest, form: WordsForm, page: dict[str, Any]) -> HttpResponse:
    """*Use this wording* without JavaScript: `use` is "<finding>.<rewording>". Nothing is posted; the box changes."""
    words = form.cleaned_data["words"]
    findings: Sequence[Finding] = _read_again(words, form, page).findings
    chosen, _dot, wording = request.POST["use"].partition(".")
    with suppress(ValueError, IndexError):
        words, findings = with_wording(words, findings, int(chosen), int(wording))
    return _pause(request, form, words, findings, page)


# What a press may ask for instead of posting.
_ASKS = {"use": _use_wording, "look": _look, "unfit": _does_not_fit}


def _with(sent: QueryDict, **changes: str) -> QueryDict:
    changed = sent.copy()
    for name, value in changes.items():
        changed[name] = value
    return changed
