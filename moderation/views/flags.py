"""A member tells a moderator about a post."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from circles.paths import circle_path, place_path
from circles.policies import may_flag
from circles.views.doors import login_required, post_or_404, seat_or_404
from circles.views.posting import see_other
from moderation import actions
from moderation.forms import FlagForm
from peersupport.accounts.requests import SignedIn
from peersupport.policy import Refused, require


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: SignedIn, circle_id: str, post_id: str) -> HttpResponse:
    seat = seat_or_404(request, circle_id)
    post = post_or_404(seat, post_id)
    require(may_flag(seat, post))
    form = FlagForm(request.POST or None)
    back = place_path(seat.circle, post)
    if request.method == "POST" and form.is_valid():
        try:
            actions.flag(seat, post, **form.cleaned_data)
        except Refused as refused:
            messages.info(request, str(refused))
            return see_other(back)
        messages.success(
            request, _("Thank you. A moderator will read it; nobody in the circle learns that it was you.")
        )
        return see_other(back)
    context = {"seat": seat, "circle": seat.circle, "circle_path": circle_path(seat.circle), "post": post,
               "form": form, "back": back}  # fmt: skip
    return render(request, "moderation/flag.html", context, status=422 if form.errors else 200)
