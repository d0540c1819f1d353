"""Database, static files and demo, in one Python start. The one file of this folder that runs inside .venv."""

import hashlib
import io
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError


def everything() -> None:
    """Bring the folder DATA_DIR up to date; quick where nothing changed. Prints "demo" where the demo is set up."""
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    collect_static(settings.DATA_DIR / "static.stamp")
    if settings.DEMO:
        call_command("demo", stdout=io.StringIO())
        print("demo")


def collect_static(stamp: Path) -> None:
    """Collect only where a source differs from the last time; giving every file its hashed name takes seconds."""
    now = sources()
    if stamp.exists() and stamp.read_text() == now and settings.STATIC_ROOT.is_dir():
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(now)


def sources() -> str:
    """One hash over the path, size and time of every static file, those of the installed packages included."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            seen = os.stat(storage.path(name))
            digest.update(f"{name} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peersupport.settings")
    try:
        everything()
    except (OSError, DatabaseError) as error:
        sys.exit(f"{error}")
