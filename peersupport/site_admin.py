"""Django's own admin at /admin/: behind our sign-in, our second factor and an admin's duty. Never with words in it."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from moderation.policies import may_manage
from peersupport.accounts.second_factor import has_second_factor


class SiteAdmin(admin.AdminSite):
    site_header = site_title = "Circles"

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return user.is_authenticated and has_second_factor(request) and may_manage(user).ok

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Not a second sign-in form: whoever may come in is sent to ours, everybody else home."""
        if not request.user.is_authenticated:
            return redirect("account_login")
        return redirect("second_factor" if may_manage(request.user) and not has_second_factor(request) else "home")
