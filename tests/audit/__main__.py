"""Every page, for everybody of the cast: accessibility, weight, words and speed. `make audit`.

It starts a demo of its own, plays the states, finds all other pages in the map of addresses and ends with 1 when a goal
is missed. Usually 5 to 10 minutes on two cores, at most MINUTES (what is left then is said, and counts as missed).
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

MINUTES = 25


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only", default="", help="pages and states whose name contains this, or one of these, with commas"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    parser.add_argument("--quick", action="store_true", help="without Lighthouse and 2G")
    parser.add_argument("--pictures", type=Path, help="a folder for what each page looked like")
    arguments = parser.parse_args()
    with _settings_of_a_demo():
        from tests.audit.report import as_json, as_table
        from tests.audit.run import audit

        deadline = time.monotonic() + MINUTES * 60
        found = audit(arguments.only, arguments.quick, deadline, arguments.pictures)
    print((as_json if arguments.json else as_table)(found))
    return 1 if found.misses() else 0


@contextmanager
def _settings_of_a_demo() -> Iterator[None]:
    """Django here, only to read its map of addresses: that of the embedded mode, whatever the terminal has set."""
    for name in ("DATABASE_URL", "REDIS_URL", "SITE_ORIGIN", "DEMO", "STATIC_ROOT"):
        os.environ.pop(name, None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "peersupport.settings"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        # So that pages which offer a letter are there to be looked at; nothing leaves the machine.
        os.environ["EMAIL_URL"] = f"filemail:///{folder}/mail"
        django.setup()
        yield


if __name__ == "__main__":
    sys.exit(main())
