"""One shape for every permission: a verdict that carries its reason."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True, slots=True)
class Verdict:
    """May it be done? `why` is a sentence for the person who asked; empty when the answer is yes."""

    ok: bool
    why: str = ""

    def __bool__(self) -> bool:
        return self.ok


class Refused(PermissionDenied):
    """Raised by `require`; the 403 page shows its sentence. Only for people who may know that the thing exists."""


YES = Verdict(True)


def no(why: str) -> Verdict:
    """A refusal with the sentence the person will read."""
    return Verdict(False, why)


def require(verdict: Verdict) -> None:
    """Go on, or raise `Refused` with the reason."""
    if not verdict:
        raise Refused(verdict.why)
