"""Pages of a signed-in person are never kept by a browser: Back on a shared computer shows nothing."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from peersupport import live


class PrivatePages:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed:
            response["Cache-Control"] = "no-store, private"
        if hasattr(request, "signed_out_person"):
            response["Clear-Site-Data"] = '"cache", "storage"'
            live.ring_after_commit(f"person:{request.signed_out_person}", 0)
        return response
