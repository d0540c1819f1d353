"""The desk's bell only means: ask again. Who may hear it is asked at every ring."""

from collections.abc import Collection, Mapping

from moderation import desk
from moderation.actions import carry_out_due
from moderation.models import Duty
from peersupport import live
from peersupport.accounts.second_factor import sessions_with_factor
from peersupport.live.ask_again import AskAgain
from peersupport.live.news import Reader


def register() -> None:
    live.register("desk", AskAgain(_on_duty, _last_change))


def _on_duty(_key: str, readers: frozenset[Reader]) -> list[Reader]:
    people = {reader.person for reader in readers}
    duties = Duty.objects.now().filter(user__in=people, kind=Duty.Kind.MODERATOR)
    on_duty = set(duties.values_list("user_id", flat=True))
    # Even a wordless bell says that something waits: it is for those who could open the desk, as at its door.
    confirmed = sessions_with_factor({reader.session for reader in readers if reader.person in on_duty})
    return [reader for reader in readers if reader.person in on_duty and reader.session in confirmed]


def _last_change(keys: Collection[str]) -> Mapping[str, int]:
    """What is due is carried out here first: somebody has to look."""
    carry_out_due()
    return dict.fromkeys(keys, desk.number())
