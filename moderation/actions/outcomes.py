"""What people made of the rules: a row per rule that pointed at a post, without the post and without words."""

import logging

from django.db import DatabaseError, transaction

from circles.models import Circle, Post
from moderation.books import book_for
from moderation.guidelines import Book, Guidance, all_rules
from moderation.models import Review, RuleOutcome
from peersupport.accounts.models import User
from peersupport.limits import within

log = logging.getLogger(__name__)
Decision, Outcome = Review.Decision, RuleOutcome.Outcome
_MEANS = {
    Decision.KEEP: Outcome.KEPT,
    Decision.MISTAKEN: Outcome.MISTAKEN,
    Decision.NOTE: Outcome.UPHELD,
    Decision.RETURN: Outcome.UPHELD,
    Decision.REMOVE: Outcome.UPHELD,
}


def count_rules(post: Post, decision: str) -> None:
    """One row for each rule that found something in the post. Looking after somebody counts for and against nothing."""
    outcome = _MEANS.get(decision)  # type: ignore[call-overload]
    if outcome is None or not post.guidance:
        return
    rules = {finding.rule for finding in Guidance.from_dict(post.guidance).findings}
    RuleOutcome.objects.bulk_create(
        RuleOutcome(rule=rule, outcome=outcome, circle_id=post.circle_id) for rule in sorted(rules)
    )


def count_shown(circle: Circle, rules: frozenset[str], outcome: str) -> None:
    """What a writer made of guidance: `outcome` is shown, reworded or as-is. Only ids, and only known ones.

    The ids come back from a browser. Never raises: nobody's words wait for a count.
    """
    try:
        book = book_for(circle)
        known = rules & {rule.id for rule in (*book.rules, *book.own_rules)}
        with transaction.atomic():
            RuleOutcome.objects.bulk_create(
                RuleOutcome(rule=rule, outcome=outcome, circle_id=circle.pk) for rule in sorted(known)
            )
    except DatabaseError as error:
        log.warning("outcome not counted: %s", type(error).__name__)


def count_unfit(person: User, circle: Circle, rule: str) -> bool:
    """A writer says that a suggestion does not fit: one row on the rule, once a day and person. False: no such rule.

    The circle only says in which book to look. It is not kept: in a small one it would say who.
    """
    if not _is_rule(rule, book_for(circle)):
        return False
    if within("1/day", "guidelines.unfit", str(person.pk), rule):
        RuleOutcome.objects.create(rule=rule, outcome=Outcome.UNFIT)
    return True


def _is_rule(name: str, book: Book) -> bool:
    """Only what speaks of words: nobody is asked whether their danger fits."""
    return any(rule.id == name for rule in (*all_rules(book), *book.own_rules) if not rule.kind)
