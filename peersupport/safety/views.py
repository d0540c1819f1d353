"""Pages that must answer when nothing else does: they touch no session, no user, no database."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from peersupport.safety import exit
from peersupport.safety.lines import all_lines, help_lines_for, places


@require_safe
def help_now(request: HttpRequest) -> HttpResponse:
    """Help lines: the chosen country's first (`?country=GB`), then all of them.

    Rendered without the request, so that no context processor can ask the database who is reading.
    """
    country = request.GET.get("country", "")[:2].upper()
    known = country in dict(places())
    context = {
        "site_name": settings.SITE_NAME,
        "country": country if known else "",
        "places": places(),
        "near": help_lines_for(country) if known else (),
        "lines": all_lines(),
        "checked_on": min(line.checked_on for line in all_lines()),
    }
    return HttpResponse(render_to_string("safety/help_now.html", context))


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    return exit.leave(request)
