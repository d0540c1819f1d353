"""The desk's bell only means: ask again. Who may hear it is asked at every ring."""

from collections.abc import Collection, Mapping

from moderation.models import Duty
from peersupport import live
from peersupport.accounts.sessions import still_signed_in

ASK_AGAIN = '{"kind":"ask"}'


class DeskNews:
    def read(self, asks: Mapping[str, live.Ask]) -> Mapping[str, live.Edition]:
        """No words: every moderator's page fetches what that moderator may see."""
        return {key: _edition(ask) for key, ask in asks.items()}

    def high_water(self, keys: Collection[str]) -> Mapping[str, int]:
        return {}


def _edition(ask: live.Ask) -> live.Edition:
    people = {reader.person for reader in ask.readers}
    on_duty = set(
        Duty.objects.now().filter(user__in=people, kind=Duty.Kind.MODERATOR).values_list("user_id", flat=True)
    )
    may_read = frozenset(reader for reader in still_signed_in(ask.readers) if reader.person in on_duty)
    return live.Edition(ask.after, may_read, {reader.language: ASK_AGAIN for reader in may_read})


def register() -> None:
    live.register("desk", DeskNews())
