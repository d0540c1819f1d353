from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.actions import appoint
from moderation.models import Duty
from peersupport.accounts.models import User


class Command(BaseCommand):
    help = "Charges somebody with a duty: `appoint HANDLE moderator` or `appoint HANDLE admin`."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("handle")
        parser.add_argument("kind", choices=Duty.Kind.values)

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(handle__iexact=options["handle"], is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {options['handle']!r}. They sign up first, then you appoint them.")
        appoint(user, options["kind"])
        self.stdout.write(f"{user.handle} is {options['kind']} now. Staff pages will ask them for a second factor.")
