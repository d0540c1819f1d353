"""Rules of one's own: written, tried out, on trial, in use, at rest; out to a file and in from one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from circles.views.posting import see_other
from moderation import report_card
from moderation.actions import exchanging, rulebook
from moderation.actions.trying import begin_trial
from moderation.desk.excerpts import excerpts
from moderation.guidelines import load_book
from moderation.models import SiteRule
from moderation.own_rules import wording
from moderation.rule_forms import ImportForm, OwnRuleForm, known_language
from moderation.rule_policies import may_activate
from moderation.views.doors import admins_only
from peersupport.accounts.requests import SignedIn
from peersupport.policy import Refused


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: SignedIn) -> HttpResponse:
    language = known_language(request.GET.get("language", ""))
    return _form(request, SiteRule(language=language))


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def rewrite(request: SignedIn, rule_id: str) -> HttpResponse:
    return _form(request, _own(rule_id))


def _form(request: SignedIn, rule: SiteRule) -> HttpResponse:
    """*Try it* shows what the phrases find and keeps nothing; *Keep it* keeps a rule that passes its own test."""
    form = OwnRuleForm(request.POST or None, instance=rule)
    is_trying = "try" in request.POST
    tried = form.tried() if request.method == "POST" else None
    if request.method == "POST" and not is_trying and form.is_valid():
        return _keep(request, rule, form)
    context = {"form": form, "rule": rule, "tried": tried, "is_trying": is_trying, "classes": _classes(rule.language)}
    status = 422 if request.method == "POST" and not is_trying else 200
    return render(request, "moderation/rules/form.html", context, status=status)


def _keep(request: SignedIn, rule: SiteRule, form: OwnRuleForm) -> HttpResponse:
    if rule.pk is None:
        rule = rulebook.write_rule(form.values(), by=request.user)
    else:
        rulebook.rewrite_rule(rule, form.values(), by=request.user)
        rule = _own(rule.rule_id)
    if not may_activate(rule):
        begin_trial(rule, by=request.user)
    messages.success(request, _("Kept. It is on trial: it says nothing to anybody before you switch it on."))
    return see_other(_path(rule))


def _classes(language: str) -> list[tuple[str, str]]:
    """The classes a phrase may name, each with a few of its words."""
    classes = load_book(language).words.classes
    return [(name, ", ".join(sorted(words)[:6])) for name, words in sorted(classes.items())]


@admins_only
@require_safe
def own(request: SignedIn, rule_id: str) -> HttpResponse:
    rule = _own(rule_id)
    return render(request, "moderation/rules/own.html", _all_about(rule))


def _all_about(rule: SiteRule) -> dict[str, object]:
    trial = rule.trials.first()
    card, book = report_card.card_of(rule.rule_id), load_book(rule.language)
    return {
        "rule": rule,
        "table": rule.table(),
        "guideline": next((one for one in book.guidelines if one.number == rule.category), None),
        "trial": trial,
        "is_stale": trial is not None and trial.wording != wording(rule),
        "counts": list(trial.counts.select_related("circle").order_by("-found", "circle__name")[:200]) if trial else [],
        "found": trial.found if trial else 0,
        "may_activate": bool(trial and trial.ended_at and trial.wording == wording(rule)),
        "card": card,
        "why_noisy": report_card.why_noisy(card.totals),
    }


@admins_only
@require_POST
def act(request: SignedIn, rule_id: str) -> HttpResponse:
    """`act` is activate, rest, try or throw-away."""
    rule, wanted = _own(rule_id), request.POST.get("act", "")
    try:
        if wanted == "activate":
            rulebook.activate(rule, by=request.user)
            messages.success(request, _("It is active. It is in force everywhere within some seconds."))
        elif wanted == "rest":
            rulebook.let_rest(rule, by=request.user)
            messages.success(request, _("It rests. You can switch it on again."))
        elif wanted == "try":
            begin_trial(rule, by=request.user)
        elif wanted == "throw-away":
            rulebook.throw_away(rule)
            messages.success(request, _("It is gone."))
            return see_other("/manage/rules/")
        else:
            raise Http404
    except Refused as refused:
        messages.error(request, str(refused))
    return see_other(_path(rule))


@admins_only
@require_POST
def look(request: SignedIn, rule_id: str) -> HttpResponse:
    """A few lines around what the trial found, opened on purpose; every look is logged."""
    rule = _own(rule_id)
    trial = rule.trials.first()
    if trial is None or trial.wording != wording(rule):
        raise Http404
    context = {"rule": rule, "excerpts": excerpts(request.user, trial), "found": trial.found}
    return render(request, "moderation/rules/excerpts.html", context)


@admins_only
@require_safe
def export(request: SignedIn) -> HttpResponse:
    answer = HttpResponse(exchanging.to_toml(), content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rules.toml"'
    return answer


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: SignedIn) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    taken = None
    if request.method == "POST" and form.is_valid():
        try:
            taken = exchanging.from_toml(form.cleaned_data["file"], by=request.user)
        except exchanging.NotRules as problem:
            form.add_error("file", str(problem))
    status = 422 if request.method == "POST" and form.errors else 200
    return render(request, "moderation/rules/import.html", {"form": form, "taken": taken}, status=status)


def _own(rule_id: str) -> SiteRule:
    return get_object_or_404(SiteRule.objects.select_related("circle", "by"), rule_id=rule_id)


def _path(rule: SiteRule) -> str:
    return f"/manage/rules/own/{rule.rule_id}/"
