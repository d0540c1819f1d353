"""The living style page, and the letters we send. Their URLs exist in the embedded mode only."""

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from peersupport.accounts.specimens import NAMES, specimens
from peersupport.safety.lines import help_lines_for

ERRORS = ("403", "403_csrf", "404", "408", "413", "429", "500", "503")


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    lines = help_lines_for("GB")
    context = {
        "lines": lines,
        "letters": specimens(),
        "errors": ERRORS,
        "care": {"lines": lines},
        "care_for_a_friend": {"lines": lines, "is_for_a_friend": True},
        "care_small": {"lines": lines, "is_small": True},
    }
    return render(request, "styleguide.html", context)


@require_safe
def styleguide_error(request: HttpRequest, error: str) -> HttpResponse:
    """An error page as it is in its bad moment: nobody is asked who is reading."""
    if error not in ERRORS:
        raise Http404
    return HttpResponse(render_to_string(f"{error}.html"))


# A letter carries its rules inside it; as a page of ours it needs this exception, which no other page has.
@csp_update({"style-src": ["'unsafe-inline'"]})  # type: ignore[arg-type]
@require_safe
def styleguide_letter(request: HttpRequest, letter: str) -> HttpResponse:
    """The HTML of one letter, as a mail program would show it."""
    if letter not in NAMES:
        raise Http404
    [(html, _)] = specimens()[letter].alternatives
    return HttpResponse(str(html))
