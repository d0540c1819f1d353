"""The rulebook, looked through: what there is, what it says, what became of it; and its settings."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from circles.models import Circle
from circles.views.posting import see_other
from moderation import report_card
from moderation.actions import rulebook
from moderation.guidelines import Book, Guideline, Rule, all_rules, is_floor, languages, load_book
from moderation.models import RuleSetting, SiteRule
from moderation.rule_forms import known_language
from moderation.views.doors import admins_only
from peersupport.accounts.requests import SignedIn
from peersupport.policy import Refused


@dataclass(frozen=True, slots=True)
class Row:
    """One rule in the list, and what the site has made of it."""

    rule: Rule
    is_floor: bool
    setting: str
    circles: int  # that have a setting of their own


@admins_only
@require_safe
def browse(request: SignedIn) -> HttpResponse:
    """One guideline at a time, or what a search finds in all of them."""
    language = known_language(request.GET.get("language", ""))
    book, asked = load_book(language), request.GET.get("q", "").strip()[:80]
    chosen = _chosen(book, request.GET.get("guideline", ""))
    found = (
        _search(book, asked) if asked else [rule for rule in all_rules(book) if rule.guideline.number == chosen.number]
    )
    context = {
        "language": language, "languages": languages(), "guidelines": book.guidelines, "chosen": chosen, "q": asked,
        "rows": _rows(found, language), "own": SiteRule.objects.filter(language=language).select_related("circle"),
        "noisy": _noisy(book, language),
    }  # fmt: skip
    return render(request, "moderation/rules/list.html", context)


def _chosen(book: Book, slug: str) -> Guideline:
    return next((one for one in book.guidelines if one.slug == slug), book.guidelines[-1 if not slug else 0])


def _search(book: Book, asked: str) -> list[Rule]:
    """By id, reason, wording or example, without regard to capitals."""
    low = asked.lower()
    return [
        rule for rule in all_rules(book)
        if low in " \n".join((rule.id, rule.reason, *rule.rewordings, *rule.examples, *rule.lookalikes)).lower()
    ]  # fmt: skip


def _rows(rules: list[Rule], language: str) -> list[Row]:
    site: dict[str, str] = {}
    circles: dict[str, int] = {}
    for one in RuleSetting.objects.filter(language=language):
        if one.circle_id is None:
            site[one.rule] = one.words
        else:
            circles[one.rule] = circles.get(one.rule, 0) + 1
    return [Row(rule, is_floor(rule), site.get(rule.id, ""), circles.get(rule.id, 0)) for rule in rules]


def _noisy(book: Book, language: str) -> list[tuple[str, str, str]]:
    """(rule, its page, why it should rest) of those still in use."""
    own = set(SiteRule.objects.filter(language=language, state="active").values_list("rule_id", flat=True))
    off = set(RuleSetting.objects.filter(language=language, circle=None).values_list("rule", flat=True))
    known = (own | {rule.id for rule in all_rules(book)}) - off
    reasons = ((rule, report_card.why_noisy(counts)) for rule, counts in report_card.totals().items() if rule in known)
    return [(rule, "own" if rule in own else language, why) for rule, why in reasons if why]


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: SignedIn, language: str, rule_id: str) -> HttpResponse:
    """One built-in rule: all it says, its report card, its settings."""
    found = _rule_or_404(language, rule_id)
    if request.method == "POST":
        return _set(request, found, language)
    card = report_card.card_of(rule_id)
    settings = RuleSetting.objects.filter(rule=rule_id, language=language).select_related("circle", "by")
    context = {
        "rule": found, "language": language, "is_floor": is_floor(found), "card": card,
        "why_noisy": report_card.why_noisy(card.totals),
        "settings": sorted(settings, key=lambda one: (one.circle_id is not None, str(one.circle and one.circle.name))),
        "circles": Circle.objects.filter(language=language).order_by("name", "pk")[:500],
    }  # fmt: skip
    return render(request, "moderation/rules/rule.html", context)


def _rule_or_404(language: str, rule_id: str) -> Rule:
    if language not in languages():
        raise Http404
    found = next((one for one in all_rules(load_book(language)) if one.id == rule_id), None)
    if found is None:
        raise Http404
    return found


def _set(request: SignedIn, found: Rule, language: str) -> HttpResponse:
    where, strength = request.POST.get("circle", ""), request.POST.get("strength", "")
    circle = get_object_or_404(Circle, public_id=where, language=language) if where else None
    if strength not in ("", *RuleSetting.Strength.values):
        raise Http404
    try:
        rulebook.set_strength(found, language, circle, strength, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Saved. It is in force everywhere within some seconds."))
    return see_other(f"/manage/rules/{language}/{found.id}/")
