"""The circle's page: a form to share at the top, shares newest first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from circles import actions
from circles.caring import care_for
from circles.forms import ShareForm, WordsForm, new_token
from circles.models import Membership, Post
from circles.paths import circle_path
from circles.threads import first_new, latest_threads
from circles.views.doors import login_required, seat_or_404
from circles.views.posting import post_words, see_other
from peersupport.accounts.requests import SignedIn


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


@login_required
@require_POST
def mark_read(request: SignedIn, circle_id: str) -> HttpResponse:
    """*I have read these*: `up_to` is the number that the page stood at. A live page says it by itself."""
    seat = seat_or_404(request, circle_id)
    up_to = _number(request.POST.get("up_to", ""))
    if up_to is not None:
        actions.mark_read(seat, up_to)
    return HttpResponse(status=204) if request.headers.get("X-Live") else see_other(circle_path(seat.circle))


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
        "first_new": first_new(threads),
        "care": care_for(request.user, (face for thread in threads for face in (thread.share, *thread.replies))),
    }
    return render(request, "circles/circle.html", context, status=status)


def _before(request: SignedIn) -> int | None:
    """The place to go on from; anything that is not a number starts at the top."""
    return _number(request.GET.get("before", ""))


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 18 else None
