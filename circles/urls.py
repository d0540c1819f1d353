from django.urls import path

from circles.views import circle, lists, posts, seats, share

app_name = "circles"

urlpatterns = [
    path("", lists.circle_list, name="list"),
    path("notices/read/", lists.read_notices, name="read_notices"),
    path("notices/back/", lists.put_back_notices, name="put_back_notices"),
    path("<slug:circle_id>/", circle.circle, name="circle"),
    path("<slug:circle_id>/read/", circle.mark_read, name="mark_read"),
    path("<slug:circle_id>/join/", seats.join, name="join"),
    path("<slug:circle_id>/leave/", seats.leave, name="leave"),
    path("<slug:circle_id>/agreement/", seats.agreement, name="agreement"),
    path("<slug:circle_id>/posts/<slug:post_id>/", share.share, name="share"),
    path("<slug:circle_id>/posts/<slug:post_id>/support/", posts.support, name="support"),
    path("<slug:circle_id>/posts/<slug:post_id>/withdraw/", posts.withdraw, name="withdraw"),
    path("<slug:circle_id>/posts/<slug:post_id>/content-note/", posts.content_note, name="content_note"),
    path("<slug:circle_id>/posts/<slug:post_id>/without/", posts.without, name="without"),
    path("<slug:circle_id>/posts/<slug:post_id>/reword/", posts.reword, name="reword"),
]
