from django.http import HttpResponse
from django.views.decorators.http import require_POST

from circles.views.posting import see_other
from moderation.actions import rulebook
from moderation.views.doors import admins_only
from peersupport.accounts.requests import SignedIn


@admins_only
@require_POST
def put_aside(request: SignedIn, rule_id: str) -> HttpResponse:
    rulebook.put_trouble_aside(rule_id)
    return see_other("/manage/")
