"""What we ask of django-allauth beyond its settings: our words where it would use its own."""

import logging
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from peersupport.accounts import mail
from peersupport.accounts.models import HANDLE, Closing

log = logging.getLogger(__name__)

# What is said after a step. The others of allauth's messages would greet people by their login name on a shared
# screen, or show an address there: none of them is shown.
SAID = {
    "account/messages/password_changed.txt": _("Your password is new. Please sign in with it."),
    "account/messages/password_set.txt": _("Your password is new. Please sign in with it."),
    "account/messages/email_confirmation_sent.txt": _("A letter is on its way."),
    "account/messages/email_confirmed.txt": _("Thank you. Your e-mail works."),
    "account/messages/email_confirmation_failed.txt": _("This address cannot be used here."),
    "account/messages/email_deleted.txt": _("The address is gone from your account."),
    "mfa/messages/totp_activated.txt": _("Your app is set up."),
    "mfa/messages/totp_deactivated.txt": _("The app is taken away."),
    "mfa/messages/recovery_codes_generated.txt": _("Here are your new codes. Please keep them."),
    "mfa/messages/webauthn_added.txt": _("Your passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is taken away."),
}
WRONG_CODE = _("That code does not work. It may have run out: try the next one.")


class AccountAdapter(DefaultAccountAdapter):
    username_validators = [HANDLE]
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is resting."),
        "duplicate_email": _("This address is already yours here."),
        "max_email_addresses": _("One address is enough. Take the other one away first."),
        "enter_current_password": _("This is not the password you have now."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": WRONG_CODE,
        "invalid_password_reset": _("This link has run out."),
        "username_password_mismatch": _("The login name or the password is not right."),
        "too_many_login_attempts": _("That was many tries. Take a short breath and try again in some minutes."),
        "rate_limited": _("That was a lot in a little while. Please wait a minute."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Not while a moderator has closed the door; the page then says so kindly."""
        return Closing.now() is None

    def add_message(self, request: HttpRequest, level: int, message_template: Any = None, *args: Any,
                    **kwargs: Any) -> None:  # fmt: skip
        if said := SAID.get(message_template):
            messages.add_message(request, level, said)

    def render_mail(self, template_prefix: str, email: str | list[str], context: dict[str, Any],
                    headers: dict[str, str] | None = None) -> EmailMessage:  # fmt: skip
        """`template_prefix` is allauth's, "account/email/password_reset_key"; its last part is the letter's name."""
        to = [email] if isinstance(email, str) else email
        return mail.letter(template_prefix.rpartition("/")[2], to, context, headers)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """A notice tells of what is done already: a mail server that is away does not undo it, nor break the page."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except OSError as error:
            log.warning("a notice about an account was not sent: %s", type(error).__name__)


class FactorAdapter(DefaultMFAAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("You look after circles, so you need a second factor."),
        "cannot_generate_recovery_codes": _("Set up an app or a passkey first."),
        "incorrect_code": WRONG_CODE,
    }

    def get_totp_label(self, user: Any) -> str:
        """What the app on somebody's phone calls the account: not their e-mail, which says more."""
        return str(user.handle)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """A name for a passkey whose person gave it none."""
        many = user.authenticator_set.filter(type=type).count()
        return gettext("My passkey") if not many else gettext("My passkey %(number)s") % {"number": many + 1}
