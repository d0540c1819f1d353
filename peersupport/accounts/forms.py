"""Allauth's forms in our words."""

from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignIn(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Login name")
        self.fields["remember"].label = _("Stay signed in on this device")
        self.fields["remember"].help_text = _("Better not on a computer that others use, too.")
        # Nobody is asked for an e-mail, so there is nowhere to send a new password to.
        self.fields["password"].help_text = ""


class SignUp(SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Login name")
        self.fields["username"].help_text = _("Letters, digits, dots and dashes. No other member ever sees it.")
        self.fields["password1"].help_text = _("At least 10 characters. A few words in a row are easy to remember.")


class AddKey(AddWebAuthnForm):
    name = forms.CharField(label=_("Name"), required=False)


class EditKey(EditWebAuthnForm):
    name = forms.CharField(label=_("Name"))
