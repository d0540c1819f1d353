"""The desk's number: another one whenever something else waits or is claimed, whoever wrote it."""

from typing import Any

from django.db import connection
from django.db.models import F, Q
from django.db.models.functions import Length

from circles.models import Post
from moderation.models import Appeal, Claim, Flag, Pending
from peersupport.accounts.models import Closing


def number() -> int:
    """What a page of the desk stands at; taken before its entries are fetched, so that nothing falls in between."""
    sql, params = number_sql()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.fetchone()[0])


def number_sql() -> tuple[str, list[Any]]:
    """One row with one whole number, over the partial indexes. A claim that ran out changes it too."""
    waiting = Post.objects.filter(Q(care=True) | Q(unread=True) | Q(state=Post.State.HELD))
    parts = [
        waiting.annotate(n=F("seq") + 1).values_list("n", flat=True),
        Flag.objects.order_by("-pk").annotate(n=F("pk")).values_list("n", flat=True)[:1],
        Appeal.objects.open().annotate(n=F("pk")).values_list("n", flat=True).order_by(),
        Pending.objects.annotate(n=F("pk") + Length("waits_for")).values_list("n", flat=True).order_by(),
        Closing.objects.filter(until=None).annotate(n=F("pk")).values_list("n", flat=True),
        Claim.objects.now().annotate(n=F("pk")).values_list("n", flat=True).order_by(),
    ]
    sql: list[str] = []
    params: list[Any] = []
    for rows in parts:
        inner, values = rows.query.sql_with_params()
        sql.append(f"SELECT q.* FROM ({inner}) AS q")  # noqa: S608
        params += values
    # PostgreSQL adds whole numbers up to a decimal.
    return f"SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) FROM ({' UNION ALL '.join(sql)}) AS every", params  # noqa: S608
