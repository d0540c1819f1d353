"""The web server's own Python: database, static files and demo are brought up to date, then it serves.

The one file of this folder that runs inside .venv. One start of Django (1.5 s) instead of one for each step.
"""

import hashlib
import io
import os
import sys
from pathlib import Path

import django
import uvicorn
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections

from peersupport.languages.compiled import compile_all


def prepare() -> None:
    """Bring the folder DATA_DIR up to date; 0.2 s where nothing changed."""
    compile_all()
    call_command("migrate", verbosity=0, interactive=False)
    collect_static(settings.DATA_DIR / "static.stamp")
    if settings.DEMO:
        call_command("demo", stdout=io.StringIO())
    connections.close_all()


def collect_static(stamp: Path) -> None:
    """Only where a source differs from the last time: giving every file its hashed name is slow."""
    now = sources()
    if stamp.exists() and stamp.read_text() == now and settings.STATIC_ROOT.is_dir():
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(now)


def sources() -> str:
    """One hash over the path, size and time of every static file, the installed packages' too."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            seen = os.stat(storage.path(name))
            digest.update(f"{name} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def main(words: list[str]) -> None:
    """Prepare, then be uvicorn with these words. What a person can mend ends in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peersupport.settings")
    try:
        django.setup()
        prepare()
    except (OSError, DatabaseError, ImproperlyConfigured, CommandError) as error:
        sys.exit(f"{error}")
    uvicorn.main(words)


if __name__ == "__main__":
    main(sys.argv[1:])
