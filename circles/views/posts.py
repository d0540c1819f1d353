"""What a member does with one post: support it, take one's own back, reword what came back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from circles import actions, policies
from circles.forms import ContentNoteForm, SupportForm, WordsForm, new_token, note_of
from circles.kept import what_is_kept
from circles.models import Membership, Post
from circles.paths import circle_path, place_path, post_path
from circles.suggestions import suggestions
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
        return render(request, "circles/withdraw.html", {**_about(seat, post), "kept": what_is_kept(post)})
    actions.withdraw(seat, post)
    kept = what_is_kept(post)
    # The page that asked quietly says itself that the words are gone; what is kept of them is said on the next one.
    if kept or not request.headers.get("X-Live"):
        messages.success(request, _gone_words(kept))
    if request.headers.get("X-Live"):
        return HttpResponse(status=204)
    return see_other(post_path(seat.circle, post.share) if post.share else circle_path(seat.circle))


def _gone_words(kept: str) -> str:
    if kept:
        return _("Your words are withdrawn and gone from every page.") + " " + kept
    return _("Your words are withdrawn. They are gone from every page and from our database.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def content_note(request: SignedIn, circle_id: str, post_id: str) -> HttpResponse:
    """A few words above one's own post, so that others open it on purpose."""
    seat = seat_or_404(request, circle_id)
    post = post_or_404(seat, post_id)
    require(policies.may_note(seat, post))
    form = ContentNoteForm(request.POST or None, initial=note_of(post))
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_own(seat, post, form.note() or ("", ""))
            return see_other(place_path(seat.circle, post))
        except Refused as refused:
            form.add_error("note_words", str(refused))
    context = {**_about(seat, post), "form": form}
    return render(request, "circles/content_note.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reword(request: SignedIn, circle_id: str, post_id: str) -> HttpResponse:
    seat = seat_or_404(request, circle_id)
    post = post_or_404(seat, post_id)
    require(policies.may_reword(seat, post))
    if request.method != "POST":
        return _reword_page(
            request, seat, post, WordsForm(initial={"words": post.words, "token": new_token(), **note_of(post)})
        )
    return post_words(
        request,
        form_class=WordsForm,
        write=lambda draft: actions.reword(seat, post, draft),
        page=lambda form, status: _reword_page(request, seat, post, form, status),
        pause={**_about(seat, post), "action": f"{post_path(seat.circle, post)}reword/", "share": post.share},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def without(request: SignedIn, circle_id: str, post_id: str) -> HttpResponse:
    """Shows which sentences would be left out; a press lets the others go to the circle at once."""
    seat = seat_or_404(request, circle_id)
    post = post_or_404(seat, post_id)
    require(policies.may_post_without(seat, post))
    if request.method == "POST":
        actions.post_without(seat, post)
        return see_other(post_path(seat.circle, post.share or post))
    left, _reading = actions.left_without_passages(post, seat.circle)
    return render(request, "circles/without.html", {**_about(seat, post), "left": left})


def _reword_page(request: SignedIn, seat: Membership, post: Post, form: WordsForm, status: int = 200) -> HttpResponse:
    findings = Guidance.from_dict(post.guidance).findings if post.guidance else ()
    context = {**_about(seat, post), "form": form, "suggestions": suggestions(post.words, findings, seat.circle)}
    return render(request, "circles/reword.html", context, status=status)


def _about(seat: Membership, post: Post) -> dict[str, Any]:
    back = place_path(seat.circle, post)
    return {"seat": seat, "circle": seat.circle, "circle_path": circle_path(seat.circle), "post": post, "back": back}
