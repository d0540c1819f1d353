"""What every template may know about the site itself."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """The site's name, whether this is the demo (its banner and `/demo/` exist only there), and the reader's duties.

    `my_duties` is the user, still unfetched: a page that never looks at it needs no database.
    """
    return {
        "site_name": settings.SITE_NAME,
        "is_demo": settings.DEMO,
        "my_duties": getattr(request, "user", None),
    }
