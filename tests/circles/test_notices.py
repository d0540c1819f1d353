"""What a moderator had to tell: put away with one press, and back with one more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from circles import actions
from circles.actions import noticing
from circles.models import Notice
from tests.cast import share

pytestmark = pytest.mark.django_db

READ, BACK = "/circles/notices/read/", "/circles/notices/back/"
KEPT = "It is in the circle for everybody."


@pytest.fixture
def ada(cast, as_user):
    actions.release(actions.hold(share(cast.ada)))
    return as_user(cast.ada.user)


def home(browser) -> str:
    return browser.get("/").content.decode()


def test_what_was_put_away_can_be_put_back(ada):
    assert KEPT in home(ada) and "Put it back" not in home(ada)
    ada.post(READ)
    assert KEPT not in home(ada) and "Put it back" in home(ada)
    assert ada.post(BACK)["Location"] == "/"
    assert KEPT in home(ada) and "Put it back" not in home(ada)


def test_after_a_while_it_is_not_offered_and_does_nothing(ada, monkeypatch):
    ada.post(READ)
    monkeypatch.setattr(noticing, "PUT_BACK_FOR", timedelta(0))
    assert "Put it back" not in home(ada)
    ada.post(BACK)
    assert KEPT not in home(ada)


def test_only_what_this_press_put_away_comes_back(ada, cast):
    long_ago = timezone.now() - timedelta(days=3)
    Notice.objects.create(person=cast.ada.user, kind=Notice.Kind.OUTCOME, read_at=long_ago)
    others = Notice.objects.create(person=cast.bo.user, kind=Notice.Kind.OUTCOME, read_at=None)
    ada.post(READ)
    others.refresh_from_db()
    assert others.read_at is None
    ada.post(BACK)
    assert Notice.objects.get(read_at=long_ago).kind == Notice.Kind.OUTCOME
    assert Notice.objects.filter(person=cast.ada.user, read_at=None).count() == 1


def test_nobody_puts_back_what_somebody_else_put_away(ada, cast, as_user):
    ada.post(READ)
    bo = as_user(cast.bo.user)
    assert "Put it back" not in home(bo)
    bo.post(BACK)
    assert KEPT not in home(ada)
