"""The letters we send: each is one file in templates/mail/ and is rendered three times, so that its parts agree.

A letter extends mail/letter.html, and that one the `face` it is given: the subject, the plain text or the HTML.
Nothing of a circle is in them: no name of a circle or a seat, no login name, no words that anybody wrote (promise S10).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

SUBJECT, TEXT, HTML = "mail/_subject.txt", "mail/_text.txt", "mail/_html.html"
# What a letter may be told. All else that allauth offers (the person, their login name, their network address, their
# browser) stays out of every letter.
TOLD = ("uid", "key")


def letter(
    name: str, to: list[str], told: Mapping[str, Any], headers: dict[str, str] | None = None
) -> EmailMultiAlternatives:
    """The letter templates/mail/NAME.html, in the language that is spoken now. Raises TemplateDoesNotExist."""
    known = {key: told[key] for key in TOLD if key in told}
    message = EmailMultiAlternatives(
        subject=" ".join(_rendered(name, SUBJECT, known).split()),
        body=_rendered(name, TEXT, known).strip() + "\n",
        to=to,
        headers=headers,
    )
    message.attach_alternative(_rendered(name, HTML, known).strip(), "text/html")
    return message


def proven_addresses(people: Iterable[int]) -> dict[int, str]:
    """By the number of their account, for those of `people` who opened the link in a letter to it."""
    return dict(EmailAddress.objects.filter(user__in=list(people), verified=True).values_list("user_id", "email"))


def _rendered(name: str, face: str, known: dict[str, Any]) -> str:
    context = {**known, "face": face, "site_name": settings.SITE_NAME, "origin": settings.SITE_ORIGIN}
    return render_to_string(f"mail/{name}.html", context)
