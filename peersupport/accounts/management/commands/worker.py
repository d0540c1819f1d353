from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from peersupport.every import begin, every

HOUR = 3_600.0


class Command(BaseCommand):
    help = "Background work: runs queued tasks, and again and again what the apps asked for (peersupport.every)."

    def handle(self, *args: Any, **options: Any) -> None:
        every("clearing sessions", HOUR, lambda: call_command("clearsessions"))
        begin()
        call_command("db_worker", interval=2.0, verbosity=0)
