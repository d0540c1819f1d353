"""Home, and the circles: mine, and those open to me."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from circles.models import Circle, Membership, Notice
from circles.paths import place_path
from peersupport.accounts.requests import SignedIn


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Signed out: what this is. Signed in: my circles, and what a moderator has to tell me."""
    if not request.user.is_authenticated:
        return render(request, "home.html")
    return _my_home(request)  # type: ignore[arg-type]


def _my_home(request: SignedIn) -> HttpResponse:
    return render(request, "circles/mine.html", {"seats": _my_seats(request), "notices": _notices(request)})


@login_required
@require_safe
def circle_list(request: SignedIn) -> HttpResponse:
    open_circles = Circle.objects.open_to(request.user).with_seats().order_by("name", "pk")[:100]
    return render(request, "circles/list.html", {"seats": _my_seats(request), "open_circles": open_circles})


@login_required
@require_POST
def read_notices(request: SignedIn) -> HttpResponse:
    """*I have read these*: the lines go away, the posts they speak of stay as they are."""
    Notice.objects.filter(person=request.user, read_at=None).update(read_at=timezone.now())
    return redirect("home")


def _my_seats(request: SignedIn) -> list[Membership]:
    seats = Membership.objects.filter(user=request.user, state=Membership.State.ACTIVE)
    return list(seats.select_related("circle").order_by("circle__name", "pk"))


def _notices(request: SignedIn) -> list[tuple[Notice, str]]:
    """What is new for this person, with where it leads; a reporter is led nowhere: the outcome is all there is."""
    notices = Notice.objects.filter(person=request.user, read_at=None).order_by("-made_at")
    return [
        (notice, _leads_to(notice)) for notice in notices.select_related("post__circle", "post__share", "seat")[:20]
    ]


def _leads_to(notice: Notice) -> str:
    if notice.kind == Notice.Kind.OUTCOME or notice.post is None:
        return ""
    return place_path(notice.post.circle, notice.post)
