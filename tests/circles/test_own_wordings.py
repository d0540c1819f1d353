"""Who keeps a wording: not asked again in that draft, and after the second time no more than a tip."""

from datetime import timedelta

import pytest
from django.utils import timezone

from circles import actions
from circles.models import OwnWording
from circles.own_wordings import let_own_wordings_run_out
from peersupport.accounts.models import User
from tests.cast import HELD_WORDS, NUDGED_WORDS, WORRYING_WORDS, draft, reply, share

pytestmark = pytest.mark.django_db


def nudged(seat, post, words: str = NUDGED_WORDS) -> set[str]:
    """Posts a reply as somebody does who keeps their wording; the rules that asked first."""
    try:
        reply(seat, post, words)
    except actions.Nudged as asked:
        rules = {finding.rule for finding in asked.guidance.findings}
        actions.reply(seat, post, draft(words, seen=frozenset(rules)))
        return rules
    return set()


def test_three_posts_with_one_rule_nudge_twice(cast):
    post = share(cast.ada)
    assert [bool(nudged(cast.bo, post)) for _time in range(3)] == [True, True, False]


def test_another_member_and_another_rule_are_not_meant(cast):
    post = share(cast.ada)
    for _time in range(3):
        nudged(cast.bo, post)
    assert nudged(cast.fay, post)
    assert nudged(cast.bo, post, "You are just lazy.")


def test_what_was_kept_a_month_ago_counts_for_nothing(cast):
    post = share(cast.ada)
    for _time in range(2):
        nudged(cast.bo, post)
    OwnWording.objects.update(last_on=timezone.localdate() - timedelta(days=30))
    assert nudged(cast.bo, post)
    assert OwnWording.objects.get().times == 1
    OwnWording.objects.update(last_on=timezone.localdate() - timedelta(days=30))
    let_own_wordings_run_out()
    assert not OwnWording.objects.exists()


def test_words_that_were_changed_count_nothing(cast):
    post = share(cast.ada)
    for _time in range(3):
        with pytest.raises(actions.Nudged) as asked:
            reply(cast.bo, post, NUDGED_WORDS)
        rules = frozenset(finding.rule for finding in asked.value.guidance.findings)
        actions.reply(cast.bo, post, draft("That sounds hard.", seen=rules))
    assert not OwnWording.objects.exists()


def test_the_same_press_twice_counts_once(cast):
    post = share(cast.ada)
    with pytest.raises(actions.Nudged) as asked:
        reply(cast.bo, post, NUDGED_WORDS)
    sent = draft(NUDGED_WORDS, seen=frozenset(finding.rule for finding in asked.value.guidance.findings))
    actions.reply(cast.bo, post, sent)
    actions.reply(cast.bo, post, sent)
    assert OwnWording.objects.get().times == 1


def test_what_is_counted_has_no_words_and_goes_with_the_account(cast):
    nudged(cast.bo, share(cast.ada))
    fields = {field.name for field in OwnWording._meta.concrete_fields}
    assert fields == {"id", "person", "rule", "times", "last_on"}
    User.objects.get(pk=cast.bo.user_id).delete()
    assert not OwnWording.objects.exists()


def test_somebody_who_asks_for_it_is_not_stopped_before_posting(cast):
    cast.bo.user.guidance = User.Guidance.ASKED
    cast.bo.user.save()
    assert reply(cast.bo, share(cast.ada), NUDGED_WORDS).is_published


@pytest.mark.parametrize("when", User.Guidance.values)
def test_hold_and_care_stay_on_whatever_was_chosen(cast, when):
    cast.bo.user.guidance = when
    cast.bo.user.save()
    assert reply(cast.bo, share(cast.ada), HELD_WORDS).state == "held"
    assert share(cast.bo, WORRYING_WORDS).care
