"""`python -m bench.desk`: the desk's figures on SQLite and PostgreSQL.

A rule's trial over 100,000 posts, the desk's first page at ten thousand open entries, and how soon a decision and a
sign of care are on an open page in Chromium. Everything on databases of its own. One JSON line a figure on stdout, the
rest on stderr. POSTS (100000), ENTRIES (10000) and TURNS (5) make it shorter; `--only` takes the first words of a
figure, `--db` one of the two.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path

from bench.designs import ROOT
from tests import services

SECRET = "for-benches-only-" * 4


@contextmanager
def own_database(kind: str, folder: Path, database: str) -> Iterator[dict[str, str]]:
    """The environment of a site on an empty database of this kind, without Redis."""
    around = {name: os.environ[name] for name in os.environ if "DJANGO_" not in name}
    around |= {"DATA_DIR": str(folder / kind), "LOG_LEVEL": "WARNING", "DJANGO_SETTINGS_MODULE": "peersupport.settings"}
    if kind == "postgresql":
        around |= {"DATABASE_URL": database, "REDIS_URL": "redis://127.0.0.1:9/0", "DJANGO_SECRET_KEY": SECRET,
                   "DJANGO_ALLOWED_HOSTS": "localhost", "SITE_ORIGIN": "http://localhost:8000"}  # fmt: skip
    around |= {"STATIC_ROOT": str(folder / kind / "static")}
    for words in (["migrate"], ["collectstatic", "--no-input"]):
        subprocess.run([sys.executable, "manage.py", *words, "-v0"], cwd=ROOT, env=around, check=True)
    yield around


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="figures whose name begins with this")
    parser.add_argument("--db", choices=("sqlite", "postgresql"), help="one of the two")
    asked = parser.parse_args()
    with ExitStack() as started:
        folder = started.enter_context(services.workshop())
        _, database = started.enter_context(services.postgres(folder))
        for kind in (asked.db,) if asked.db else ("sqlite", "postgresql"):
            around = started.enter_context(own_database(kind, folder, database))
            subprocess.run([sys.executable, "-m", "bench.desk_full", asked.only], cwd=ROOT, env=around, check=True)
        if "desk.arrives".startswith(asked.only) or asked.only.startswith("desk.arrives"):
            os.environ["DJANGO_SETTINGS_MODULE"] = "peersupport.settings"
            os.environ["TEST_DATABASE_URL"] = database
            os.environ["TEST_REDIS_URL"] = started.enter_context(services.redis(folder))[1]
            os.environ["DATA_DIR"] = str(folder / "arrivals")
            # The stories' own words need the apps loaded.
            import_module("django").setup()
            desk_arrivals = import_module("bench.desk_arrivals")
            desk_arrivals.main(folder, asked.db)


if __name__ == "__main__":
    main()
