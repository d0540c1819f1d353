import logging
import threading
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

log = logging.getLogger(__name__)
HOUR = 3_600.0


class Command(BaseCommand):
    help = "Background work: runs queued tasks, and once an hour clears what has run out."

    def handle(self, *args: Any, **options: Any) -> None:
        threading.Thread(target=_every_hour, daemon=True).start()
        call_command("db_worker", interval=2.0, verbosity=0)


def _every_hour() -> None:
    while True:
        try:
            call_command("clearsessions")
        except DatabaseError as error:
            log.warning("clearing sessions failed: %s", type(error).__name__)
        close_old_connections()
        time.sleep(HOUR)
