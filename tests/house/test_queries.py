"""One table of how many queries a page may take, whatever its size."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moderation import actions
from tests.cast import reply, share

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
