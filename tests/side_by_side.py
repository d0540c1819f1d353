"""`pytest -p tests.side_by_side`: runs side by side (`-n 2`) each have a Redis database of their own.

pytest-django gives each its own SQL database; without this they would empty each other's counters. A plugin, because
it must come before Django's settings are read; servers that the tests start inherit it.
"""

import os

worker = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
if worker and "REDIS_URL" in os.environ:
    os.environ["REDIS_URL"] = os.environ["REDIS_URL"].rpartition("/")[0] + f"/{int(worker) + 1}"
