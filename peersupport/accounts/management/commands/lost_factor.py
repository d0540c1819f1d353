from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from peersupport.accounts.models import User
from peersupport.accounts.second_factor import take_away


class Command(BaseCommand):
    help = "For somebody who lost their phone and their recovery codes: `lost_factor HANDLE`. Be sure who is asking."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("handle")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(handle__iexact=options["handle"]).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {options['handle']!r}.")
        if not take_away(user):
            raise CommandError(f"{user.handle} has no second factor.")
        self.stdout.write(
            f"{user.handle} signs in with the password alone now. Is the phone in somebody else's hands? "
            f"Then also run:\n  manage.py changepassword {user.handle}"
        )
