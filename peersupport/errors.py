"""What a page says when it breaks: that we broke, or that something we need is away for a moment."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.defaults import server_error

SECONDS_TO_TRY_AGAIN = "5"


def broken(request: HttpRequest) -> HttpResponse:
    """Django's handler500. 503 where the database is away, its disk full or a row locked for too long; else 500.

    Called while the exception is being handled: that is the only way to learn what it was, and it holds for every
    middleware, too. The same form may be sent again: its token makes it one post.
    """
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return server_error(request)
    response = server_error(request, template_name="503.html")
    response.status_code = 503
    response["Retry-After"] = SECONDS_TO_TRY_AGAIN
    return response
