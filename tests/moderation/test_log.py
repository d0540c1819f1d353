"""The log is only ever added to: the model refuses it, and so does the database, whoever asks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from circles.models import Post
from moderation import actions, triggers
from moderation.models import CircleChange, LogDoor, Opening, Review, SiteText, Subject
from tests.cast import HELD_WORDS, reply, share

pytestmark = pytest.mark.django_db


def refused(sql: str) -> str:
    """Runs it past every model; the message of the database, which must refuse it."""
    with pytest.raises(DatabaseError) as told, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return str(told.value)


@pytest.fixture
def a_log(cast) -> Review:
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    Opening.objects.create(post=post, by=Subject.of(cast.mo))
    SiteText.objects.create(key="imminent-danger", language="en", version=2, words="Call.", by=Subject.of(cast.ani))
    CircleChange.objects.create(circle=cast.hearth, what="seats", seats=9, by=Subject.of(cast.ani))
    return actions.decide(post, by=cast.mo, decision="keep")


def test_every_table_of_the_log_has_its_triggers(db):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {row[0] for row in cursor.fetchall()}
    assert {name for _table, name in triggers.names(connection)} <= there


@pytest.mark.parametrize("table", triggers.LOGS)
def test_the_database_refuses_to_change_or_delete_a_row(a_log, table):
    assert triggers.REFUSED in refused(f"UPDATE {table} SET made_at = made_at")
    assert triggers.REFUSED in refused(f"DELETE FROM {table}")
    assert (Review.objects.count(), Opening.objects.count()) == (1, 1)


def test_rows_run_out_through_one_door_which_stays(cast, a_log):
    assert (
        actions.delete_log_before(timezone.now() - timedelta(days=1), by=cast.ani, because="Three years are over.") == 0
    )
    assert actions.delete_log_before(timezone.now(), by=cast.ani, because="Three years are over.") == 2
    assert not Review.objects.exists() and not Opening.objects.exists()
    door = LogDoor.objects.latest("pk")
    assert (door.rows, door.by.user, door.because) == (2, cast.ani, "Three years are over.")
    assert door.closed_at is not None
    assert triggers.REFUSED in refused("DELETE FROM moderation_logdoor")
    assert triggers.REFUSED in refused("UPDATE moderation_logdoor SET closed_at = NULL")


def test_the_door_is_shut_again_when_something_breaks_behind_it(a_log, monkeypatch):
    def broken(*_args):
        raise RuntimeError

    monkeypatch.setattr("moderation.actions.expiring._delete_rows", broken)
    with pytest.raises(RuntimeError):
        actions.delete_log_before(timezone.now(), by=None, because="")
    assert not LogDoor.objects.exists()
    assert triggers.REFUSED in refused("DELETE FROM moderation_review")


def test_the_table_for_admins_has_no_words_and_moderators_do_not_get_it(cast, as_user, a_log):
    post = reply(cast.bo, share(cast.ada), "You idiot, again.")
    actions.decide(post, by=cast.mo, decision="remove", note="canary-reason")
    answer = as_user(cast.ani, factor=True).get("/desk/log/export/")
    assert answer.status_code == 200
    lines = answer.content.decode().splitlines()
    assert [line.split(",")[2] for line in lines] == ["decision", "remove", "keep"]
    assert "canary" not in answer.content.decode() and "idiot" not in answer.content.decode()
    assert as_user(cast.mo, factor=True).get("/desk/log/export/").status_code == 404


def test_the_log_is_narrowed_by_decision_day_and_person(cast, as_user, a_log):
    browser = as_user(cast.mo, factor=True)
    ask = lambda query: browser.get(f"/desk/log/?{query}").content.decode().count("<tr ")  # noqa: E731
    assert ask("decision=keep") == 2
    assert ask("decision=remove") == 0
    assert ask("by=me") == 2
    assert ask(f"since={timezone.localdate() + timedelta(days=1)}") == 0
    assert ask("since=2026-99-99&decision=nonsense&page=x") == 2


def test_a_row_that_can_be_brought_back_says_whose_post_it_is_and_of_when(cast, as_user):
    first, second = share(cast.ada, "One."), share(cast.bo, "Two.")
    for number, post in enumerate((first, second)):
        Post.objects.filter(pk=post.pk).update(written_at=datetime(2026, 3, 1 + number, 14, 2, tzinfo=UTC))
        actions.flag(cast.fay, post, kind="agreement", words="")
        actions.decide(post, by=cast.mo, decision="remove", note="Why.")
    page = as_user(cast.mo, factor=True).get("/desk/log/").content.decode()
    assert page.count("Bring back") == 2
    for whose, when in (("Ada", "1 Mar, 14:02"), ("Bo", "2 Mar, 14:02")):
        assert f'Bring back<span class="visually-hidden">: <bdi>{whose}</bdi>, {when}</span>' in page
        assert page.count(f"<bdi>{whose}</bdi>, ") == 2, "for the eye, too"


def test_nobody_is_asked_to_bring_back_what_they_may_not_decide(cast, as_user):
    actions.appoint(cast.out, "moderator")
    mine, known = share(cast.ada, "One."), share(cast.bo, "Two.")
    for post in (mine, known):
        actions.flag(cast.fay, post, kind="agreement", words="")
        actions.decide(post, by=cast.out, decision="remove", note="Why.")
    browser = as_user(cast.mo, factor=True)
    assert browser.get("/desk/log/").content.decode().count("Bring back") == 2
    actions.recuse(share(cast.bo, "Three."), by=cast.mo)
    page = browser.get("/desk/log/").content.decode()
    assert page.count("Bring back") == 1
    assert "<bdi>Bo</bdi>" not in page


def test_the_log_takes_no_query_more_for_many_rows_that_can_be_brought_back(cast, as_user):
    def taken_down() -> None:
        post = share(cast.ada, "One.")
        actions.flag(cast.bo, post, kind="agreement", words="")
        actions.decide(post, by=cast.mo, decision="remove", note="Why.")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get("/desk/log/")
        return len([one for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])

    browser = as_user(cast.mo, factor=True)
    taken_down()
    with_one = queries()
    for _number in range(8):
        taken_down()
    assert queries() == with_one <= 8
