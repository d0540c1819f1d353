from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from moderation.demo import HANDLES, PASSWORD, make_demo


class Command(BaseCommand):
    help = "Makes the demo circles and accounts. Only in the embedded mode: their password is public."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo exists in the embedded mode only, while SITE_ORIGIN is not set.")
        made = make_demo()
        self.stdout.write("The demo is ready." if made else "The demo was there already.")
        self.stdout.write(f"Sign in as {', '.join(HANDLES)} with the password {PASSWORD}.")
