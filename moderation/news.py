"""The desk's bell only means: ask again. Who may hear it is asked at every ring."""

from collections.abc import Collection, Mapping

from django.db.models import Count, Max, Q, Sum

from circles.models import Post
from moderation.models import Duty, Flag
from peersupport import live
from peersupport.live.ask_again import AskAgain
from peersupport.live.news import Reader


def register() -> None:
    live.register("desk", AskAgain(_on_duty, _last_change))


def _on_duty(_key: str, readers: frozenset[Reader]) -> list[Reader]:
    people = {reader.person for reader in readers}
    duties = Duty.objects.now().filter(user__in=people, kind=Duty.Kind.MODERATOR)
    on_duty = set(duties.values_list("user_id", flat=True))
    return [reader for reader in readers if reader.person in on_duty]


def _last_change(keys: Collection[str]) -> Mapping[str, int]:
    """Another number whenever something else waits, whoever wrote it; looked up in the partial indexes."""
    posts = Post.objects.filter(Q(care=True) | Q(unread=True) | Q(state=Post.State.HELD))
    waiting = posts.aggregate(count=Count("pk"), changes=Sum("seq"))
    flags = Flag.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return dict.fromkeys(keys, waiting["count"] + (waiting["changes"] or 0) + flags)
