"""The reader's two pages: what it looks for, and the reading while somebody writes."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from circles.caring import care_beside
from circles.guidance import read_words
from circles.kind_words import kind_words
from circles.marks import swap
from circles.models import Circle, Post
from circles.own_wordings import as_shown_to
from circles.suggestions import Suggestion, detail_reason, details_in, suggestions, wanted
from moderation import actions
from moderation.guidelines import Finding, Guidance, book_language, load_book
from peersupport.accounts.models import User
from peersupport.limits import within
from peersupport.text import MAX_CHARACTERS

READS = "60/minute"


@require_safe
def guidelines(request: HttpRequest) -> HttpResponse:
    """What the reader knows, told to members: the four qualities, the categories, what happens when."""
    return render(request, "moderation/guidelines.html", {"book": load_book("en")})


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Reads along while somebody writes in a circle of theirs. Nothing of it is stored or logged.

    In: words, role ("share" or "reply"), circle, need, the form's token, asked when somebody pressed for it. Out:
    JSON, with spans in UTF-16 units, as browsers count.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"why": _("Please sign in again. Your words are still here.")}, status=403)
    circle = _circle(request.user, request)
    if circle is None:
        return JsonResponse({"why": _("There is nothing here for you to see.")}, status=404)
    words = request.POST.get("words", "")
    if len(words) > MAX_CHARACTERS:
        return JsonResponse({"why": _("This is longer than one post can hold.")}, status=413)
    if not within(READS, "guidelines.read", str(request.user.pk)):
        return JsonResponse({"why": _("One moment, please. Your words are safe.")}, status=429)
    is_reply = request.POST.get("role") == "reply"
    need = request.POST.get("need", "")
    reading = read_words(words, circle, role="reply" if is_reply else "share", need=_known(need))
    guidance = as_shown_to(request.user, reading.guidance)
    is_asked = "asked" in request.POST
    findings = wanted(request.user, guidance, asked=is_asked)
    speaks = is_asked or request.user.guidance == User.Guidance.WRITING
    return JsonResponse(
        {
            "level": guidance.level,
            "care": guidance.care,
            "findings": [_as_seen(words, one) for one in suggestions(words, findings, circle)],
            "details": _details(words, circle) if speaks and not guidance.care else [],
            "help": _help(request.user, guidance),
            "kind": kind_words(words, guidance, circle, request.POST.get("token", "")) if speaks and is_reply else "",
        }
    )


@require_POST
def unfit(request: HttpRequest) -> HttpResponse:
    """*This doesn't fit*: one press, counted on the rule. Neither the words nor the person are kept."""
    if not request.user.is_authenticated:
        return JsonResponse({"why": _("Please sign in again. Your words are still here.")}, status=403)
    circle = _circle(request.user, request)
    is_counted = circle is not None and actions.count_unfit(request.user, circle, request.POST.get("rule", ""))
    return HttpResponse(status=204 if is_counted else 404)


def _circle(person: User, request: HttpRequest) -> Circle | None:
    """The circle that was named, if the person has a seat in it."""
    return Circle.objects.visible_to(person).filter(public_id=request.POST.get("circle", "")).first()


def _known(need: str) -> str:
    return need if need in Post.Need.values else ""


def _help(person: User, guidance: Guidance) -> str:
    """A card of help lines: for a writer in danger, or afraid for somebody; one line for who has them. Else empty."""
    care = care_beside(person, guidance)
    return render_to_string("circles/_beside_help.html", {"care": care}) if care else ""


def _details(words: str, circle: Circle) -> list[dict[str, Any]]:
    """What could tell a stranger who the writer is, in the shape of findings; a level of its own, below a tip."""
    return [
        {
            "rule": f"detail:{one.kind}",
            "level": "detail",
            "words": words[one.start : one.end],
            "start": _utf16(words[: one.start]),
            "end": _utf16(words[: one.end]),
            "reason": detail_reason(one.kind),
            "rewordings": [],
        }
        for one in details_in(words, book_language(circle.language))
    ]


def _as_seen(words: str, one: Suggestion) -> dict[str, Any]:
    finding = one.finding
    return {
        "rule": finding.rule,
        "guideline": finding.guideline,
        "qualities": finding.qualities,
        "level": finding.level,
        "words": one.words,
        "start": _utf16(words[: finding.start]),
        "end": _utf16(words[: finding.end]),
        "reason": finding.reason,
        "rewordings": [_wording_as_seen(words, finding, kinder) for kinder in finding.rewordings],
        "why": {"title": one.why.title, "line": one.why.line, "agreed": one.why.agreed},
    }


def _wording_as_seen(words: str, finding: Finding, kinder: str) -> dict[str, Any]:
    """A kinder wording, and from where to where it goes."""
    start, end = swap(words, finding, kinder)
    return {"words": kinder, "start": _utf16(words[:start]), "end": _utf16(words[:end])}


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
