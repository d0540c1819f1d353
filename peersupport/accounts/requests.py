"""A request behind `login_required`: its user is somebody."""

from django.http import HttpRequest

from peersupport.accounts.models import User


class SignedIn(HttpRequest):
    """For the type checker: views that the sign-in door guards name it in their signature."""

    user: User
