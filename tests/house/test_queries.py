"""One table of how many queries a page may take, whatever its size."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moderation import actions
from moderation.models import Flag
from tests.cast import HELD_WORDS, WORRYING_WORDS, reply, share

pytestmark = pytest.mark.django_db

# Address, who looks, at most.
TABLE = [
    ("/", "ada", 6),
    ("{circle}", "ada", 6),
    ("{share}", "ada", 6),
    ("/circles/", "ada", 8),
    ("{circle}join/", "out", 8),
    ("{share}tell/", "bo", 8),
    ("{share}withdraw/", "ada", 8),
    ("{circle}agreement/", "ada", 8),
    ("/desk/", "mo", 8),
    ("/desk/log/", "mo", 8),
    ("/manage/", "ani", 8),
    ("{manage}", "ani", 8),
    ("/manage/rules/", "ani", 8),
    ("/manage/rules/en/label-group/", "ani", 8),
    ("/me/", "ada", 8),
]


@pytest.mark.parametrize(("path", "who", "most"), TABLE)
def test_queries_stay_within_the_table(cast, as_user, path, who, most):
    posts = [share(cast.bo, f"Share {number}.") for number in range(25)]
    mine = share(cast.ada, "Mine.")
    for post in (*posts[-8:], mine):
        for number in range(6):
            reply(cast.bo, post, f"Reply {number}.")
        if post is not mine:
            actions.flag(cast.ada, post, kind="agreement", words="")
    circle = f"/circles/{cast.hearth.public_id}/"
    paths = {
        "circle": circle,
        "share": f"{circle}posts/{mine.public_id}/",
        "manage": f"/manage/{cast.hearth.public_id}/",
    }
    people = {"ada": cast.ada.user, "bo": cast.bo.user, "out": cast.out, "mo": cast.mo, "ani": cast.ani}
    browser = as_user(people[who], factor=True)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = browser.get(path.format(**paths))
    assert answer.status_code == 200
    shown = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(shown) <= most, "\n".join(shown)


def test_the_desk_takes_as_many_queries_with_every_kind_on_it(cast, as_user):
    """Care, waiting, told, a second look, a claim, a pending decision: still within the table."""
    actions.appoint(cast.out, "moderator")
    asked = share(cast.ada, "He is a fool.")
    actions.flag(cast.bo, asked, kind="agreement", words="")
    actions.appeal(actions.decide(asked, by=cast.out, decision="remove", note="Why."), cast.ada, "But.")
    share(cast.bo, WORRYING_WORDS)
    held = [reply(cast.bo, share(cast.ada), HELD_WORDS) for _number in range(3)]
    actions.claim(held[0], by=cast.mo)
    actions.intend(held[1], by=cast.mo, order=actions.Order("keep"))
    browser = as_user(cast.mo, factor=True)
    with CaptureQueriesContext(connection) as captured:
        page = browser.get("/desk/").content.decode()
    assert page.count('<li class="desk-entry') == 4
    shown = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(shown) <= 8, "\n".join(shown)


def test_the_desk_stays_within_the_table_when_one_member_told_more_than_it_shows(cast, as_user):
    share(cast.bo, WORRYING_WORDS)
    actions.claim(reply(cast.bo, share(cast.ada), HELD_WORDS), by=cast.mo)
    for number in range(30):
        Flag.objects.create(post=share(cast.ada, f"Share {number}."), by=cast.fay, kind="agreement")
    browser = as_user(cast.mo, factor=True)
    with CaptureQueriesContext(connection) as captured:
        page = browser.get("/desk/").content.decode()
    assert "29 more times" in page
    shown = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(shown) <= 8, "\n".join(shown)
