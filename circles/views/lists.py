"""Home, and the circles: mine, and those open to me."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from circles import actions
from circles.models import Circle, Membership, Notice
from circles.paths import decision_path, place_path, seat_decision_path
from peersupport.accounts.models import Closing
from peersupport.accounts.requests import SignedIn

# In the session: when its person put their notices away (ISO). Another browser does not offer to put them back.
PUT_AWAY = "notices_put_away"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Signed out: what this is. Signed in: my circles, and what a moderator has to tell me."""
    if not request.user.is_authenticated:
        return render(request, "home.html")
    return _my_home(request)  # type: ignore[arg-type]


def _my_home(request: SignedIn) -> HttpResponse:
    notices = _notices(request)
    put_away = _put_away(request)
    may_put_back = not notices and put_away is not None and actions.can_be_put_back(put_away)
    context = {"seats": _my_seats(request), "notices": notices, "may_put_back": may_put_back}
    return render(request, "circles/mine.html", context)


@login_required
@require_safe
def circle_list(request: SignedIn) -> HttpResponse:
    open_circles = Circle.objects.open_to(request.user).with_seats().order_by("name", "pk")[:100]
    context = {"seats": _my_seats(request), "open_circles": open_circles, "is_closed": Closing.now() is not None}
    return render(request, "circles/list.html", context)


@login_required
@require_POST
def read_notices(request: SignedIn) -> HttpResponse:
    """*I have read these*: the lines go away, the posts they speak of stay as they are."""
    request.session[PUT_AWAY] = actions.put_away(request.user).isoformat()
    return redirect("home")


@login_required
@require_POST
def put_back_notices(request: SignedIn) -> HttpResponse:
    """*Put them back*: for a while after they were put away, in the same browser."""
    put_away = _put_away(request)
    if put_away is not None and actions.can_be_put_back(put_away):
        actions.put_back(request.user, put_away)
    request.session.pop(PUT_AWAY, None)
    return redirect("home")


def _put_away(request: SignedIn) -> datetime | None:
    said = request.session.get(PUT_AWAY)
    return datetime.fromisoformat(said) if said else None


def _my_seats(request: SignedIn) -> list[Membership]:
    seats = Membership.objects.filter(user=request.user, state=Membership.State.ACTIVE)
    return list(seats.with_fresh().select_related("circle").order_by("circle__name", "pk"))


def _notices(request: SignedIn) -> list[tuple[Notice, str]]:
    """What is new for this person, with where it leads; a reporter is led nowhere: the outcome is all there is."""
    notices = Notice.objects.filter(person=request.user, read_at=None).order_by("-made_at")
    return [
        (notice, _leads_to(notice)) for notice in notices.select_related("post__circle", "post__share", "seat")[:20]
    ]


def _leads_to(notice: Notice) -> str:
    if notice.kind == Notice.Kind.OUTCOME:
        return ""
    if notice.kind == Notice.Kind.CARE_WAITS:
        return "/desk/?kind=care"
    if notice.post is not None:
        in_the_circle = notice.kind not in (Notice.Kind.ANSWERED, Notice.Kind.REACHED)
        return place_path(notice.post.circle, notice.post) if in_the_circle else decision_path(notice.post)
    return seat_decision_path(notice.seat) if notice.seat is not None else ""
