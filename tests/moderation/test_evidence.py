"""What is kept about an entry: sealed, read only from it, gone some days after the last decision."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from circles import actions as circle_actions
from moderation import actions, desk
from moderation.models import Appeal, Evidence, Flag
from moderation.sealing import seal, unseal
from tests.cast import draft, reply, share

pytestmark = pytest.mark.django_db
WORDS = "canary-of-a-heavy-night"


def rows_of_everything() -> str:
    """Every value of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [bytes(value) if isinstance(value, memoryview) else value for row in cursor for value in row]
    return " ".join(str(value) for value in found)


def test_what_is_sealed_opens_with_this_sites_secrets_only():
    sealed, secret = seal(WORDS), settings.SECRET_KEY
    assert WORDS.encode() not in sealed and unseal(sealed) == WORDS
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[]):
        assert unseal(sealed) == ""
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[secret]):
        assert unseal(sealed) == WORDS


def test_withdrawn_words_are_nowhere_but_sealed_and_their_author_is_told(cast, as_user):
    post = share(cast.ada, WORDS)
    actions.flag(cast.bo, post, kind="agreement", words="")
    ada, path = as_user(cast.ada.user), f"/circles/{cast.hearth.public_id}/posts/{post.public_id}/withdraw/"
    assert "30 days after the last decision" in ada.get(path).content.decode()
    told = ada.post(path, follow=True).content.decode()
    assert "sealed copy" in told and "30 days" in told
    assert WORDS not in rows_of_everything()
    row = desk.look(cast.mo).rows[0]
    opened = desk.open_post(cast.mo, row.id)
    assert opened is not None and [one.words for one in desk.entry_of(opened).earlier] == [WORDS]
    actions.decide(opened, by=cast.mo, decision="keep")
    assert desk.open_post(cast.mo, row.id) is None
    assert not Flag.objects.open().exists()


def test_words_nobody_told_us_about_leave_nothing_behind(cast, as_user):
    post = share(cast.ada, WORDS)
    path = f"/circles/{cast.hearth.public_id}/posts/{post.public_id}/withdraw/"
    told = as_user(cast.ada.user).post(path, follow=True).content.decode()
    assert "gone from every page and from our database" in told
    assert WORDS not in rows_of_everything() and not Evidence.objects.exists()


def test_the_snapshot_is_what_was_said_when_it_was_told(cast):
    post = reply(cast.bo, share(cast.ada), "He is a fool.")
    actions.flag(cast.ada, post, kind="agreement", words="")
    actions.flag(cast.fay, post, kind="agreement", words="")
    assert Evidence.objects.count() == 1, "the same words are kept once"
    actions.decide(post, by=cast.mo, decision="return", note="Could you say how you feel?")
    post.refresh_from_db()
    circle_actions.reword(cast.bo, post, draft("I was angry."))
    opened = desk.open_post(cast.mo, post.public_id)
    assert opened is not None
    assert [one.words for one in desk.entry_of(opened).earlier] == ["He is a fool."]


@pytest.mark.parametrize(("days", "left"), [(29, True), (31, False)])
def test_evidence_runs_out_thirty_days_after_the_last_decision(cast, days, left):
    post = share(cast.ada, "He is a fool.")
    actions.flag(cast.bo, post, kind="agreement", words="canary-of-the-reporter")
    review = actions.decide(post, by=cast.mo, decision="remove", note="canary-reason")
    asked = actions.appeal(review, cast.ada, "canary-appeal")
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        actions.appoint(cast.out, "moderator")
        actions.answer(asked, by=cast.out, decision="uphold", note="canary-answer")
    with time_machine.travel(timezone.now() + timedelta(days=20 + days)):
        actions.let_evidence_run_out()
    assert Evidence.objects.exists() is left
    assert bool(Appeal.objects.get().words) is left
    assert bool(Flag.objects.get().words) is left


def test_nothing_runs_out_while_something_is_open(cast):
    post = share(cast.ada, "He is a fool.")
    actions.flag(cast.bo, post, kind="agreement", words="")
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        actions.let_evidence_run_out()
    assert Evidence.objects.count() == 1
