"""Ten thousand open entries cost what ten cost: as many queries, and a first page in less than 100 ms of CPU."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from circles.models import Post
from moderation import desk
from moderation.models import Flag
from tests.cast import HELD_WORDS, reply, share

pytestmark = pytest.mark.django_db
MANY = 10_000


def fill(cast, many: int) -> None:
    """Open entries of every kind, in equal parts, and as many posts that nothing is the matter with."""
    guidance = reply(cast.bo, share(cast.ada), HELD_WORDS).guidance
    kinds = [{"state": "held"}, {"care": True}, {"unread": True}, {}, {}]
    start = cast.hearth.seq + 1_000
    posts = [
        Post(
            circle=cast.hearth, author=(cast.ada, cast.bo)[number % 2], words="Words.", html="<p>Words.</p>",
            seq=start + number, token=f"busy-{number}", seal="", guidance=guidance,
            **{"state": "published", "place": start + number, **kinds[number % len(kinds)]},
        )
        for number in range(many)
    ]  # fmt: skip
    Post.objects.bulk_create(posts, batch_size=2_000)
    told = [post for number, post in enumerate(posts) if number % len(kinds) == 3]
    Flag.objects.bulk_create(Flag(post=post, by=cast.fay, kind="agreement") for post in told)


def queries(browser) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get("/desk/").status_code == 200
    return len([query for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def test_the_first_page_costs_the_same_at_ten_and_at_ten_thousand(cast, as_user):
    browser = as_user(cast.mo, factor=True)
    fill(cast, 10)
    few = queries(browser)
    Post.objects.all().delete()
    fill(cast, MANY)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    assert queries(browser) <= max(few, 8)
    counts = desk.look(cast.mo).counts
    assert counts["care"] == counts["held"] == counts["told"] == desk.CAPPED_AT
    taken = []
    for _turn in range(5):
        began = time.process_time()
        browser.get("/desk/")
        taken.append(time.process_time() - began)
    print(f"CPU of the first page at {MANY} entries: {sorted(taken)[2] * 1000:.0f} ms; queries {few}")
    assert sorted(taken)[2] < 0.1
