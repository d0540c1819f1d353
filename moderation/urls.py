from django.urls import path

from moderation.views import desk, flags, manage

app_name = "moderation"

urlpatterns = [
    path("circles/<slug:circle_id>/posts/<slug:post_id>/tell/", flags.flag, name="flag"),
    path("desk/", desk.desk_page, name="desk"),
    path("desk/log/", desk.log, name="log"),
    path("desk/<slug:post_id>/", desk.decide, name="decide"),
    path("manage/", manage.manage, name="manage"),
    path("manage/new/", manage.new_circle, name="new_circle"),
    path("manage/<slug:circle_id>/", manage.circle, name="manage_circle"),
    path("manage/<slug:circle_id>/rest/", manage.rest, name="rest"),
    path("manage/<slug:circle_id>/seats/<slug:seat_id>/remove/", manage.remove_member, name="remove_member"),
]
