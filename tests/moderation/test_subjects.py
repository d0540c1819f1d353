"""The log names nobody: with the table of tokens cut, it stays whole and can be traced to no person."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from moderation import actions, triggers
from moderation.models import Opening, Review, Subject
from moderation.policies import may_unseat
from tests.cast import HELD_WORDS, WORRYING_WORDS, reply, share

BEFORE, AFTER = ("moderation", "0008_standing_by"), ("moderation", "0009_subjects")


def columns(table: str) -> list[tuple]:
    """Every row as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id")
        return cursor.fetchall()


@pytest.mark.django_db
def test_rows_hold_tokens_and_a_seat_has_another_than_its_person(cast):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    actions.decide(post, by=cast.mo, decision="pause", note="A day of rest.", hours=24)
    review = Review.objects.get()
    assert review.by.user == cast.mo and review.about.seat == cast.bo
    assert len(review.by_id) >= 20 and len(review.about_id) >= 20
    assert Subject.of(cast.bo).token != Subject.of(cast.bo.user).token
    assert Subject.of(cast.mo) == review.by, "the same person is the same token, or the log could not be read"


@pytest.mark.django_db
def test_an_erased_person_leaves_the_log_whole_and_is_in_it_no_more(cast, as_user):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    as_user(cast.mo, factor=True).post(f"/desk/{post.public_id}/", {"open": "1"})
    actions.decide(post, by=cast.mo, decision="unseat", note="Not here.")
    reviews, openings = columns("moderation_review"), columns("moderation_opening")
    assert reviews and openings
    for person in (cast.bo.user, cast.mo):
        person.delete()
    assert (columns("moderation_review"), columns("moderation_opening")) == (reviews, openings)
    assert not Subject.objects.filter(token__in=[reviews[0][-1], reviews[0][-2]]).exists()
    review = Review.objects.select_related("by__user", "post").get()
    assert review.by is None and review.by_id and review.about_id and review.post.author is None
    log = as_user(cast.ani, factor=True).get("/desk/log/export/").content.decode()
    assert review.by_id in log and "mo," not in log
    actions.appoint(cast.out, "moderator")
    page = as_user(cast.out, factor=True).get("/desk/log/")
    assert "Somebody who left" in page.content.decode()


@pytest.mark.django_db
def test_cutting_is_enough_where_an_account_stays(cast):
    actions.decide(reply(cast.bo, share(cast.ada), HELD_WORDS), by=cast.mo, decision="pause", note="Rest.", hours=1)
    assert Subject.cut(cast.bo.user) == 1
    assert not Review.objects.filter(about__seat=cast.bo).exists() and Review.objects.exclude(about=None).exists()
    assert Review.objects.get().by.user == cast.mo


@pytest.mark.django_db
def test_what_an_erased_colleague_proposed_still_counts_as_anothers(cast):
    worried = share(cast.bo, WORRYING_WORDS)
    told = reply(cast.bo, share(cast.ada), HELD_WORDS)
    actions.decide(told, by=cast.mo, decision="unseat", note="Not here.")
    assert Review.objects.get().decision == "propose" and worried.care
    assert not may_unseat(cast.mo, cast.bo)
    Subject.cut(cast.mo)
    assert may_unseat(cast.out, cast.bo)


@pytest.mark.django_db(transaction=True)
def test_rows_from_before_get_their_tokens_and_the_triggers_are_back(cast):
    actions.decide(reply(cast.bo, share(cast.ada), HELD_WORDS), by=cast.mo, decision="pause", note="Rest.", hours=1)
    Opening.objects.create(post=share(cast.ada), by=Subject.of(cast.mo))
    Opening.objects.create(post=share(cast.ada), by=Subject.of(cast.out))
    door = actions.delete_log_before(timezone.now().replace(year=2020), by=cast.ani, because="Nothing that old.")
    assert door == 0
    try:
        MigrationExecutor(connection).migrate([BEFORE])
        assert cast.mo.pk in columns("moderation_review")[0] and cast.bo.pk in columns("moderation_review")[0]
        assert {name for _table, name in triggers.names(connection)} <= there()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM moderation_volunteer WHERE user_id = %s", [cast.out.pk])
            cursor.execute("DELETE FROM accounts_user WHERE id = %s", [cast.out.pk])
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    review = Review.objects.get()
    assert review.by.user == cast.mo and review.about.seat == cast.bo
    mine, of_nobody = Opening.objects.select_related("by").order_by("pk")
    assert mine.by.user == cast.mo
    assert of_nobody.by is None and len(of_nobody.by_id) >= 20, "who had left before stands in it as nobody"
    assert {name for _table, name in triggers.names(connection)} <= there()


def there() -> set[str]:
    """The triggers that the database has."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {row[0] for row in cursor.fetchall()}
