"""`python -m peersupport.start.ask /healthz`: exit code 0 if the web server beside us answers 200, else 1.

For a container's health check. The server answers only to its own name, the one in SITE_ORIGIN.
"""

import os
import sys
import urllib.request
from urllib.parse import urlsplit


def answers(url: str, host: str | None = None) -> bool:
    """Whether `url` answers 200 within 5 s, called `host`, past any proxy that is set for this machine."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(url, headers={"Host": host} if host else {})
    try:
        with opener.open(request, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


if __name__ == "__main__":
    ourselves = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}{sys.argv[1]}"
    sys.exit(0 if answers(ourselves, urlsplit(os.environ.get("SITE_ORIGIN", "")).netloc) else 1)
