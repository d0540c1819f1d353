"""The circle's page: a form to share at the top, shares newest first."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from circles import actions
from circles.forms import ShareForm, WordsForm, new_token
from circles.models import Membership, Post
from circles.paths import circle_path
from circles.threads import Thread, latest_threads
from circles.views.doors import login_required, seat_or_404
from circles.views.posting import post_words
from peersupport.accounts.requests import SignedIn
from peersupport.safety.lines import help_lines_for


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def circle(request: SignedIn, circle_id: str) -> HttpResponse:
    seat = seat_or_404(request, circle_id)
    if request.method != "POST":
        return _page(request, seat, ShareForm(initial={"token": new_token(), "need": Post.Need.LISTEN}))
    return post_words(
        request,
        form_class=ShareForm,
        write=lambda draft: actions.share(seat, draft),
        page=lambda form, status: _page(request, seat, form, status),
        pause={"seat": seat, "circle": seat.circle, "action": circle_path(seat.circle), "share": None},
    )


def _page(request: SignedIn, seat: Membership, form: WordsForm, status: int = 200) -> HttpResponse:
    before = _before(request)
    threads, older = latest_threads(seat, before=before)
    context = {
        "seat": seat,
        "circle": seat.circle,
        "circle_path": circle_path(seat.circle),
        "form": form,
        "threads": threads,
        "older": older,
        "is_first_page": before is None,
        "help_lines": help_lines_for(None) if _needs_help(threads) else (),
    }
    return render(request, "circles/circle.html", context, status=status)


def _before(request: SignedIn) -> int | None:
    """The place to go on from; anything that is not a number starts at the top."""
    before = request.GET.get("before", "")
    return int(before) if before.isascii() and before.isdigit() and len(before) <= 18 else None


def _needs_help(threads: list[Thread]) -> Any:
    faces = [face for thread in threads for face in (thread.share, *thread.replies)]
    return any(face.is_mine and face.html and face.post.worries_us for face in faces)
