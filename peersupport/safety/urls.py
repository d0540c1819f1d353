from django.urls import path

from peersupport.safety import views

app_name = "safety"
urlpatterns = [
    path("help-now/", views.help_now, name="help_now"),
    path("leave/", views.leave, name="quick_exit"),
]
