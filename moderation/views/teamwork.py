"""Between colleagues, and towards the author: let go, pass on, look around, ask, reach out."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from circles.models import Post
from circles.views.posting import see_other
from moderation import actions, desk
from moderation.forms import OutreachForm, QuestionForm
from moderation.views.doors import to_entries
from moderation.views.entry import entry_page
from peersupport.accounts.requests import SignedIn
from peersupport.policy import Refused


def on_entry(view: Callable[[SignedIn, Post], HttpResponse]) -> Callable[..., HttpResponse]:
    """A press on an opened entry: fetches it, and leads back to the desk where it is gone meanwhile."""

    @to_entries
    @require_POST
    def enter(request: SignedIn, post_id: str) -> HttpResponse:
        post = desk.open_post(request.user, post_id)
        if post is None:
            messages.info(request, _("This one is decided already, or its author took it back."))
            return see_other("/desk/")
        try:
            return view(request, post)
        except Refused as refused:
            return entry_page(request, post, trouble=str(refused), status=409)

    return enter


@on_entry
def let_go(request: SignedIn, post: Post) -> HttpResponse:
    actions.let_go(post, by=request.user)
    messages.success(request, _("It is back on the desk for everybody."))
    return see_other("/desk/")


@on_entry
def pass_on(request: SignedIn, post: Post) -> HttpResponse:
    to = next((one for one in desk.colleagues_for(request.user, post) if one.handle == request.POST.get("to")), None)
    if to is None:
        raise Refused(_("Choose a colleague who looks after this circle."))
    actions.pass_on(post, by=request.user, to=to)
    messages.success(request, _("It is with your colleague now."))
    return see_other("/desk/")


@on_entry
def look_around(request: SignedIn, post: Post) -> HttpResponse:
    """The thread around the post. A POST, because every look at it is written down."""
    actions.renew(post, by=request.user)
    return entry_page(request, post, around=desk.look_around(request.user, post))


@on_entry
def ask(request: SignedIn, post: Post) -> HttpResponse:
    """A question to colleagues, or an answer to theirs."""
    form = QuestionForm(request.POST)
    if not form.is_valid():
        raise Refused(_("There are no words in it yet."))
    say = actions.give_opinion if request.POST.get("is") == "opinion" else actions.ask_colleagues
    say(post, by=request.user, words=form.cleaned_data["words"])
    messages.success(request, _("Your colleagues see it on this entry."))
    return see_other("/desk/")


@on_entry
def reach_out(request: SignedIn, post: Post) -> HttpResponse:
    form = OutreachForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("A few words and how you sign them are needed; a follow-up needs a day that is to come."))
        actions.reach_out(post, by=request.user, **form.cleaned_data)
    except Refused as refused:
        # Not by `_on_entry`: words to somebody in need were hard to find, and stay in their box.
        return entry_page(request, post, trouble=str(refused), letter=form, status=409)
    messages.success(request, _("Your words are with them. Nobody else in the circle sees them."))
    return see_other(f"/desk/{post.public_id}/")


@on_entry
def misuse(request: SignedIn, post: Post) -> HttpResponse:
    """A worry that was told to hurt somebody: for the log, without consequences of its own."""
    flag = next((one for one in desk.entry_of(post).flags if str(one.pk) == request.POST.get("flag")), None)
    if flag is None:
        raise Refused(_("This worry is answered already."))
    actions.name_misuse(flag, by=request.user)
    messages.success(request, _("Written down for the admins of this site. Look after the person all the same."))
    return see_other(f"/desk/{post.public_id}/")
