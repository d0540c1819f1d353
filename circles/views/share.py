"""A share's page: the share, all its replies, and a form to reply."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from circles import actions
from circles.caring import care_for
from circles.forms import ReplyForm, WordsForm, new_token
from circles.models import Membership, Post
from circles.paths import circle_path, place_path, post_path
from circles.threads import whole_thread
from circles.views.doors import login_required, post_or_404, seat_or_404
from circles.views.posting import post_words, take_kind_words
from peersupport.accounts.requests import SignedIn


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: SignedIn, circle_id: str, post_id: str) -> HttpResponse:
    seat = seat_or_404(request, circle_id)
    post = post_or_404(seat, post_id)
    if not post.is_share:
        return HttpResponseRedirect(place_path(seat.circle, post))
    if request.method != "POST":
        return _page(request, seat, post, ReplyForm(initial={"token": new_token()}))
    return post_words(
        request,
        form_class=ReplyForm,
        write=lambda draft: actions.reply(seat, post, draft),
        page=lambda form, status: _page(request, seat, post, form, status),
        pause={"seat": seat, "circle": seat.circle, "action": post_path(seat.circle, post), "share": post},
    )


def _page(request: SignedIn, seat: Membership, post: Post, form: WordsForm, status: int = 200) -> HttpResponse:
    seen, replies = whole_thread(seat, post)
    context = {
        "seat": seat,
        "circle": seat.circle,
        "circle_path": circle_path(seat.circle),
        "face": seen,
        "replies": replies,
        "form": form,
        "care": care_for(request.user, (seen, *replies)),
        "kind": take_kind_words(request),
    }
    return render(request, "circles/share.html", context, status=status)
