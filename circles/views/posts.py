"""What a member does with one post: support it, take one's own back, reword what came back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from circles import actions, policies
from circles.forms import SupportForm, WordsForm, new_token
from circles.models import Membership, Post
from circles.paths import circle_path, place_path, post_path
from circles.views.doors import login_required, post_or_404, seat_or_404
from circles.views.posting import post_words, see_other
from moderation.guidelines import Guidance
from peersupport.accounts.requests import SignedIn
from peersupport.policy import Refused, require


@login_required
@require_POST
def support(request: SignedIn, circle_id: str, post_id: str) -> HttpResponse:
    seat = seat_or_404(request, circle_id)
    post = post_or_404(seat, post_id)
    form = SupportForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose one of: I hear you, With you, Thank you."))
    actions.support(seat, post, form.cleaned_data["kind"])
    if request.headers.get("X-Live"):
        return HttpResponse(status=204)
    return see_other(place_path(seat.circle, post))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedIn, circle_id: str, post_id: str) -> HttpResponse:
    """Asks first: the words are lost for good."""
    seat = seat_or_404(request, circle_id)
    post = post_or_404(seat, post_id)
    require(policies.may_withdraw(seat, post))
    if request.method != "POST":
        return render(request, "circles/withdraw.html", _about(seat, post))
    actions.withdraw(seat, post)
    messages.success(request, _("Your words are withdrawn. They are gone from every page and from our database."))
    return see_other(post_path(seat.circle, post.share) if post.share else circle_path(seat.circle))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reword(request: SignedIn, circle_id: str, post_id: str) -> HttpResponse:
    seat = seat_or_404(request, circle_id)
    post = post_or_404(seat, post_id)
    require(policies.may_reword(seat, post))
    if request.method != "POST":
        return _reword_page(request, seat, post, WordsForm(initial={"words": post.words, "token": new_token()}))
    return post_words(
        request,
        form_class=WordsForm,
        write=lambda draft: actions.reword(seat, post, draft),
        page=lambda form, status: _reword_page(request, seat, post, form, status),
        pause={**_about(seat, post), "action": f"{post_path(seat.circle, post)}reword/", "share": post.share},
    )


def _reword_page(request: SignedIn, seat: Membership, post: Post, form: WordsForm, status: int = 200) -> HttpResponse:
    findings = Guidance.from_dict(post.guidance).findings if post.guidance else ()
    context = {**_about(seat, post), "form": form, "findings": findings}
    return render(request, "circles/reword.html", context, status=status)


def _about(seat: Membership, post: Post) -> dict[str, Any]:
    back = place_path(seat.circle, post)
    return {"seat": seat, "circle": seat.circle, "circle_path": circle_path(seat.circle), "post": post, "back": back}
