"""The reader's two pages: what it looks for, and the reading while somebody writes."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from circles.guidance import read_words
from circles.marks import swap
from circles.models import Circle, Post
from moderation.guidelines import Finding, Guidance, load_book
from peersupport.limits import within
from peersupport.safety.lines import help_lines_for
from peersupport.text import MAX_CHARACTERS

READS = "60/minute"


@require_safe
def guidelines(request: HttpRequest) -> HttpResponse:
    """What the reader knows, told to members: the four qualities, the categories, what happens when."""
    return render(request, "moderation/guidelines.html", {"book": load_book("en")})


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Reads along while somebody writes in a circle of theirs. Nothing of it is stored or logged.

    In: words, role ("share" or "reply"), circle, need. Out: JSON, with spans in UTF-16 units, as browsers count.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"why": _("Please sign in again. Your words are still here.")}, status=403)
    circle = Circle.objects.visible_to(request.user).filter(public_id=request.POST.get("circle", "")).first()
    if circle is None:
        return JsonResponse({"why": _("There is nothing here for you to see.")}, status=404)
    words = request.POST.get("words", "")
    if len(words) > MAX_CHARACTERS:
        return JsonResponse({"why": _("This is longer than one post can hold.")}, status=413)
    if not within(READS, "guidelines.read", str(request.user.pk)):
        return JsonResponse({"why": _("One moment, please. Your words are safe.")}, status=429)
    role = "reply" if request.POST.get("role") == "reply" else "share"
    need = request.POST.get("need", "")
    reading = read_words(words, circle, role=role, need=need if need in Post.Need.values else "")
    return JsonResponse(_as_seen(words, reading.guidance))


def _as_seen(words: str, guidance: Guidance) -> dict[str, Any]:
    """The guidance as the page wants it; `help` is a card of help lines, only when the writer may be in danger."""
    lines = help_lines_for(None) if guidance.care else ()
    return {
        "level": guidance.level,
        "care": guidance.care,
        "findings": [_finding_as_seen(words, finding) for finding in guidance.findings],
        "help": render_to_string("_help_card.html", {"lines": lines}) if lines else "",
    }


def _finding_as_seen(words: str, finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "guideline": finding.guideline,
        "qualities": finding.qualities,
        "level": finding.level,
        "words": words[finding.start : finding.end],
        "start": _utf16(words[: finding.start]),
        "end": _utf16(words[: finding.end]),
        "reason": finding.reason,
        "rewordings": [_wording_as_seen(words, finding, kinder) for kinder in finding.rewordings],
    }


def _wording_as_seen(words: str, finding: Finding, kinder: str) -> dict[str, Any]:
    """A kinder wording, and from where to where it goes."""
    start, end = swap(words, finding, kinder)
    return {"words": kinder, "start": _utf16(words[:start]), "end": _utf16(words[:end])}


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
