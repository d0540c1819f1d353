"""*This doesn't fit*: moderation counts it on the rule, and is asked through here (see moderation.actions.outcomes)."""

from collections.abc import Callable

from circles.models import Circle
from peersupport.accounts.models import User

Provider = Callable[[User, Circle, str], bool]
_provider: Provider | None = None


def use_unfit(provider: Provider) -> None:
    """Sets who answers `does_not_fit`."""
    global _provider
    _provider = provider


def does_not_fit(person: User, circle: Circle, rule: str) -> bool:
    """One press of one person on one rule. False when there is no such rule; no words and no person are kept."""
    return _provider(person, circle, rule) if _provider is not None else False
