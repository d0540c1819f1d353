"""The living style page. Its URL exists in the embedded mode only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from peersupport.safety.lines import help_lines_for


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    return render(request, "styleguide.html", {"lines": help_lines_for("GB")})
