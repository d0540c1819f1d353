"""*I have these*: for some days the card of help lines is one line for this person. Nobody else can see that it is."""

from datetime import timedelta

from django.utils import timezone

from peersupport.accounts.models import User

A_WEEK = timedelta(days=7)


def have_these(user: User) -> None:
    """From today for seven days. A day, not a time: nobody needs to know when somebody looked for help."""
    user.has_lines_until = timezone.localdate() + A_WEEK
    user.save(update_fields=["has_lines_until"])


def has_lines(user: User) -> bool:
    """Did this person say so within the last seven days?"""
    return user.has_lines_until is not None and user.has_lines_until > timezone.localdate()
