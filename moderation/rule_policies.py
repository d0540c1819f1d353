"""What admins may do with a rule. What keeps people safe stays."""

from django.utils.translation import gettext as _

from moderation.guidelines import Rule, is_floor
from moderation.models import SiteRule
from moderation.own_rules import wording
from peersupport.policy import YES, Verdict, no


def may_set(rule: Rule, strength: str) -> Verdict:
    """Off or lower: any built-in rule but the floor. Setting back is always possible."""
    if strength and is_floor(rule):
        return no(_("This rule keeps people safe. It cannot be switched off or weakened."))
    if strength == "lower" and rule.level == "tip" and not rule.is_learned:
        return no(_("A small tip is the lowest level there is. You can switch it off."))
    return YES


def may_activate(rule: SiteRule) -> Verdict:
    """Only after a trial of these very phrases."""
    if rule.trials.filter(wording=wording(rule), ended_at__isnull=False).exists():
        return YES
    return no(_("It needs a trial first, with the phrases as they are now."))
