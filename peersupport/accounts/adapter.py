"""What we ask of django-allauth beyond its settings."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from peersupport.accounts.models import HANDLE


class AccountAdapter(DefaultAccountAdapter):
    username_validators = [HANDLE]

    def add_message(self, request: HttpRequest, level: int, message_template: object = None, *args: object,
                    **kwargs: object) -> None:  # fmt: skip
        """Allauth's messages would greet people by their login name on a shared screen: none are shown."""
