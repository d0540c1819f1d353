"""Own rules and the site's settings as TOML: out to a file, in from one. What comes in is on trial."""

import json
import tomllib
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from moderation.actions.rulebook import change, rewrite_rule, write_rule
from moderation.guidelines import all_rules, load_book
from moderation.guidelines.book import languages
from moderation.models import RuleSetting, SiteRule
from moderation.models.site_rule import LISTS
from moderation.own_rules import try_out
from moderation.rule_policies import may_set
from peersupport.accounts.models import User

MOST = 500  # rules of one file
TEXTS = {"id": 60, "name": 60, "language": 8, "level": 5, "reason": 200}
LONGEST = {"patterns": 3_000, "rewordings": 1_000, "examples": 2_000, "lookalikes": 2_000}


class NotRules(ValueError):
    """The file is no rule file at all; the message says why."""


class Unfit(ValueError):
    """One entry of the file cannot be taken; the message says why."""


@dataclass(slots=True)
class Taken:
    """What came in: ids of rules, how many settings, and what was left out with the reason."""

    rules: list[str] = field(default_factory=list)
    settings: int = 0
    refused: dict[str, str] = field(default_factory=dict)


def to_toml() -> str:
    """Every own rule, and what is set for the whole site. Circles are this site's own and stay here."""
    lines = ["# Own rules and settings of a circles site. Rules that come in from here begin on trial.", ""]
    for rule in SiteRule.objects.order_by("rule_id"):
        table = rule.table() | {"name": rule.name, "language": rule.language}
        lines += ["[[rule]]", *(f"{name} = {_value(value)}" for name, value in table.items()), ""]
    for one in RuleSetting.objects.filter(circle=None).order_by("language", "rule"):
        table = {"rule": one.rule, "language": one.language, "strength": one.strength}
        lines += ["[[setting]]", *(f"{name} = {_value(value)}" for name, value in table.items()), ""]
    return "\n".join(lines)


def _value(value: Any) -> str:
    # A JSON string is a TOML string, but for this one character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def from_toml(text: str, *, by: User) -> Taken:
    """Takes in what fits; each entry that does not is named with its reason. Raises NotRules."""
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        raise NotRules(str(problem)) from problem
    rules, settings = tables.get("rule", []), tables.get("setting", [])
    if not isinstance(rules, list) or not isinstance(settings, list) or (not rules and not settings):
        raise NotRules("There is no [[rule]] and no [[setting]] in it.")
    taken = Taken()
    with transaction.atomic():
        for number, table in enumerate([*rules, *settings][:MOST], start=1):
            is_rule = number <= len(rules)
            try:
                _take_rule(table, by, taken) if is_rule else _take_setting(table, by, taken)
            except Unfit as problem:
                taken.refused[str(table.get("id" if is_rule else "rule", number))[:60]] = str(problem)
    return taken


def _take_rule(table: Any, by: User, taken: Taken) -> None:
    values = _rule_values(table)
    rule_id, language = values["rule_id"], values["language"]
    tried = try_out(table | {"id": rule_id}, language)
    if not tried.is_well:
        wrong = [*(f"not found: {one}" for one in tried.missed), *(f"wrongly found: {one}" for one in tried.wrong)]
        raise Unfit(tried.problem or "; ".join(wrong))
    there = SiteRule.objects.filter(rule_id=rule_id).first()
    if there is None:
        write_rule(values, by=by)
    else:
        rewrite_rule(there, values, by=by)
    taken.rules.append(rule_id)


def _rule_values(table: Any) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise Unfit("It is no table.")
    table.setdefault("name", table.get("id"))
    table.setdefault("language", "en")
    _refuse_misshapen(table)
    if not table["id"].startswith("own-") or not table["id"].replace("-", "").isalnum() or not table["id"].isascii():
        raise Unfit("Its id must begin with own- and have only letters, digits and dashes.")
    if table["language"] not in languages():
        raise Unfit("There is no rulebook for its language.")
    texts = {name: "\n".join(" ".join(one.split()) for one in table[name]) for name in LISTS}
    plain = {name: table[name] for name in ("name", "language", "level", "reason", "category")}
    return {"rule_id": table["id"], "in_share": table.get("in_share") is True, **plain, **texts}


def _refuse_misshapen(table: dict[str, Any]) -> None:
    for name, longest in TEXTS.items():
        if not isinstance(table.get(name), str) or not 0 < len(table[name]) <= longest:
            raise Unfit(f"{name} must be a text of 1 to {longest} characters.")
    for name, longest in LONGEST.items():
        found = table.get(name)
        if not isinstance(found, list) or not found or not all(isinstance(one, str) and one.strip() for one in found):
            raise Unfit(f"{name} must be a list of texts.")
        if len("\n".join(found)) > longest:
            raise Unfit(f"{name} may hold at most {longest} characters.")
    if not isinstance(table.get("category"), int):
        raise Unfit("category must be a number.")


def _take_setting(table: Any, by: User, taken: Taken) -> None:
    if not isinstance(table, dict):
        raise Unfit("It is no table.")
    language, strength = table.get("language", "en"), table.get("strength")
    if language not in languages() or strength not in (RuleSetting.Strength.OFF, RuleSetting.Strength.LOWER):
        raise Unfit("Its language or its strength is not known here.")
    rule = next((one for one in all_rules(load_book(language)) if one.id == table.get("rule")), None)
    if rule is None:
        raise Unfit("There is no such rule here.")
    if not may_set(rule, strength):
        raise Unfit("This rule cannot be set so.")
    with change():
        values = {"strength": strength, "by": by}
        RuleSetting.objects.update_or_create(rule=rule.id, language=language, circle=None, defaults=values)
    taken.settings += 1
