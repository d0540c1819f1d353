"""Whoever signs out looks at nothing any more: their claims go back to everybody."""

from typing import Any

from django.contrib.auth.signals import user_logged_out

from moderation.actions import let_go_of_all
from peersupport.accounts.models import User


def register() -> None:
    user_logged_out.connect(_let_go, dispatch_uid="moderation.let_go")


def _let_go(sender: Any, user: User | None = None, **_: Any) -> None:
    if user is not None:
        let_go_of_all(user)
