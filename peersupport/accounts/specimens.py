"""Every letter with made-up contents, to be looked at on the style page and in the tests."""

from django.core.mail import EmailMultiAlternatives

from peersupport.accounts.mail import letter

# Those that django-allauth sends, and our own.
OF_ALLAUTH = (
    "password_reset_key",
    "unknown_account",
    "email_confirmation",
    "password_changed",
    "password_reset",
    "password_set",
    "totp_activated",
    "totp_deactivated",
    "recovery_codes_generated",
    "webauthn_added",
    "webauthn_removed",
)
OURS = ("care_waits",)
NAMES = (*OF_ALLAUTH, *OURS)
TOLD = {"uid": "1", "key": "a-key-that-opens-nothing"}


def specimens() -> dict[str, EmailMultiAlternatives]:
    """All letters, by name, in the language that is spoken now."""
    return {name: letter(name, ["somebody@example.org"], TOLD) for name in NAMES}
