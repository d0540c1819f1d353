"""Bulk data for benches is the same for the same seed."""

import pytest
from django.core.management import CommandError, call_command

from circles.models import Circle, Membership, Post

pytestmark = pytest.mark.django_db

SMALL = {"circles": 3, "seats": 4, "shares": 10, "replies": 30, "seed": 5}


def rows() -> list[tuple]:
    return list(Post.objects.order_by("circle__name", "seq").values_list("public_id", "words", "author__name", "place"))


def test_as_many_rows_as_were_asked_for(capsys):
    call_command("seed", **SMALL)
    assert (Circle.objects.count(), Membership.objects.count()) == (3, 12)
    assert (Post.objects.shares().count(), Post.objects.filter(share__isnull=False).count()) == (10, 30)
    for circle in Circle.objects.all():
        assert circle.seq == max(circle.posts.values_list("seq", flat=True))


def test_the_same_seed_gives_the_same_rows(capsys):
    call_command("seed", **SMALL)
    first = rows()
    Circle.objects.all().delete()
    Membership.objects.all().delete()
    from peersupport.accounts.models import User

    User.objects.all().delete()
    call_command("seed", **SMALL)
    assert rows() == first


def test_the_same_seed_twice_is_refused_in_a_sentence(capsys):
    call_command("seed", **SMALL)
    with pytest.raises(CommandError, match="in this database already"):
        call_command("seed", **SMALL)
    assert Circle.objects.count() == 3


def test_replies_without_shares_are_refused():
    with pytest.raises(CommandError):
        call_command("seed", circles=5, seats=2, shares=2, replies=9)
