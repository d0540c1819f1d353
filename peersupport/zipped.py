"""Django's compression, which leaves alone what has no body."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from peersupport.bridge import WITHOUT_BODY


class Zipped(GZipMiddleware):
    """*Not modified* stays empty and keeps its ETag: made into a weak one, it would not be known the next time."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if response.status_code in WITHOUT_BODY else super().process_response(request, response)
