"""Which keys do something: single letters, and Shift three times to leave quickly.

Nobody presses either by accident on their first evening: both are off in the session that the sign-up opened, until
the person chooses. After that session they are on, unless the person switched them off.
"""

from dataclasses import dataclass
from typing import Any

from allauth.account.signals import user_signed_up
from django.dispatch import receiver
from django.http import HttpRequest

from peersupport.accounts.models import User

FIRST_SESSION = "first_session"


@dataclass(frozen=True, slots=True)
class Keys:
    """`letters`: j, k and so on. `shift`: Shift three times leaves. `is_first`: both are off because all is new."""

    letters: bool
    shift: bool
    is_first: bool = False


def keys_of(request: HttpRequest) -> Keys:
    """Somebody who is not signed in has pages to read and nothing to lose: only Shift, as the help page says."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Keys(letters=False, shift=True)
    if request.session.get(FIRST_SESSION):
        return Keys(letters=False, shift=False, is_first=True)
    return Keys(letters=user.letter_keys, shift=user.shift_exit)


def choose_keys(request: HttpRequest, user: User, *, letters: bool, shift: bool) -> None:
    """From now on as chosen, in this session too."""
    user.letter_keys, user.shift_exit = letters, shift
    user.save(update_fields=["letter_keys", "shift_exit"])
    request.session.pop(FIRST_SESSION, None)


@receiver(user_signed_up)
def begin_first_session(sender: Any, request: HttpRequest, **_: Any) -> None:
    request.session[FIRST_SESSION] = True
