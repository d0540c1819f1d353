"""Signing out rings the person's bell, so that their open pages stop receiving at once."""

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver


@receiver(user_logged_out)
def remember_who(sender: Any, request: Any, user: Any, **_: Any) -> None:
    # Not rung here: the session still exists at this moment. `PrivatePages` rings once it is gone.
    request.signed_out_person = user.pk if user is not None else None
