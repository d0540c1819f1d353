"""What admins do with the rules: set them, write their own, let them rest. Each change counts the rulebook up."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from circles.models import Circle
from moderation.guidelines import Rule
from moderation.models import Rulebook, RuleSetting, RuleTrouble, SiteRule
from moderation.own_rules import wording
from moderation.rule_policies import may_activate, may_set
from peersupport.accounts.models import User
from peersupport.policy import require

State = SiteRule.State


@contextmanager
def change() -> Iterator[None]:
    """One change of the rulebook. In this process it is in force at once, elsewhere within some seconds."""
    from moderation.books import shelf  # it compiles what is changed here

    with transaction.atomic():
        yield
        Rulebook.count_up()
        transaction.on_commit(shelf.forget)


def set_strength(rule: Rule, language: str, circle: Circle | None, strength: str, *, by: User) -> None:
    """Switches a built-in rule off or down a level, for the site or one circle.

    An empty strength sets it back: a circle is like the site again. CAME keeps it in a circle as it came.
    Raises Refused for the floor of hold and care.
    """
    require(may_set(rule, strength))
    where = {"rule": rule.id, "language": language, "circle": circle}
    with change():
        RuleSetting.objects.filter(**where).delete()
        if strength and (circle is not None or strength != RuleSetting.Strength.CAME):
            RuleSetting.objects.create(**where, strength=strength, by=by)


def write_rule(values: dict[str, Any], *, by: User) -> SiteRule:
    """A new own rule, on trial. `values` were tested by the form."""
    name = f"own-{slugify(values['name'])[:40]}-{secrets.token_hex(2)}".replace("--", "-")
    with change():
        return SiteRule.objects.create(rule_id=values.pop("rule_id", name), by=by, **values)


def rewrite_rule(rule: SiteRule, values: dict[str, Any], *, by: User) -> None:
    """Changes an own rule. Whatever changes what it finds puts it back on trial."""
    with change():
        rule = SiteRule.objects.select_for_update().get(pk=rule.pk)
        before = wording(rule)
        for name, value in (values | {"by": by, "changed_at": timezone.now()}).items():
            setattr(rule, name, value)
        if wording(rule) != before:
            rule.state = State.TRIAL
        rule.save()
        RuleTrouble.objects.filter(rule=rule.rule_id).delete()


def activate(rule: SiteRule, *, by: User) -> None:
    """From trial, or from rest, into use. Raises Refused without a trial of these very phrases."""
    require(may_activate(rule))
    _move(rule, State.ACTIVE, by)


def let_rest(rule: SiteRule, *, by: User) -> None:
    """Out of use; it stays here and can be taken up again."""
    _move(rule, State.REST, by)


def throw_away(rule: SiteRule) -> None:
    with change():
        RuleTrouble.objects.filter(rule=rule.rule_id).delete()
        rule.delete()


def _move(rule: SiteRule, state: str, by: User) -> None:
    with change():
        SiteRule.objects.filter(pk=rule.pk).update(state=state, by=by, changed_at=timezone.now())


def put_trouble_aside(rule: str) -> None:
    """An admin has read it. If the rule fails again, it is told again."""
    RuleTrouble.objects.filter(rule=rule).delete()
