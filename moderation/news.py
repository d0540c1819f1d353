"""The desk's bell only means: ask again. Who may hear it is asked at every ring."""

from collections.abc import Collection, Mapping

from django.db.models import Max

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
    """Rises when something new waits; two look-ups at the end of an index."""
    posts = Post.objects.filter(care=True) | Post.objects.filter(state=Post.State.HELD)
    newest = (posts.aggregate(Max("pk"))["pk__max"] or 0) + (Flag.objects.aggregate(Max("pk"))["pk__max"] or 0)
    return dict.fromkeys(keys, newest)
