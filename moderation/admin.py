"""What admins may see in Django's own admin: circles, duties, the log, note templates. Never a member's words."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from circles.models import Circle
from moderation.models import Duty, LogDoor, NoteTemplate, Review
from peersupport.accounts.models import User


class ReadOnly(admin.ModelAdmin):
    """Looked at here, changed through the site's own actions only."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(ReadOnly):
    list_display = ("handle", "is_active", "moderates", "manages")
    search_fields = ("handle",)
    fields = ("handle", "is_active", "moderates", "manages", "joined_on")


@admin.register(Circle)
class CircleAdmin(ReadOnly):
    list_display = ("name", "state", "joining", "capacity")
    fields = ("name", "purpose", "capacity", "language", "state", "joining")


@admin.register(Duty)
class DutyAdmin(ReadOnly):
    list_display = ("user_handle", "kind", "circle", "since", "until")

    @admin.display(description="login name", ordering="user__handle")
    def user_handle(self, duty: Duty) -> str:
        return duty.user.handle


@admin.register(Review)
class ReviewAdmin(ReadOnly):
    list_display = ("made_at", "decision", "by")
    fields = ("made_at", "decision", "by")


@admin.register(LogDoor)
class LogDoorAdmin(ReadOnly):
    """Who let log rows run out, when and why."""

    list_display = ("opened_at", "closed_at", "by", "because", "rows")


@admin.register(NoteTemplate)
class NoteTemplateAdmin(admin.ModelAdmin):
    """The one thing here that is changed here: words moderators may begin a note with."""

    list_display = ("title", "use", "language", "is_active")
    list_filter = ("use", "language", "is_active")
