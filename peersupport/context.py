"""What every template may know about the site itself."""

from functools import partial

from django.conf import settings
from django.http import HttpRequest

from peersupport.accounts.keys import keys_of

WEB = ("https://", "http://")


def site(request: HttpRequest) -> dict[str, object]:
    """The site's name, how to reach its hosts, whether it sends mail, whether this is the demo, the reader's duties.

    The demo's banner and `/demo/` exist only there. `my_duties` is the user, still unfetched: a page that never looks
    at it needs no database. So is `my_keys`.
    """
    return {
        "site_name": settings.SITE_NAME,
        "is_demo": settings.DEMO,
        "sends_mail": settings.SENDS_MAIL,
        "contact": settings.SITE_CONTACT,
        "contact_link": contact_link(settings.SITE_CONTACT),
        "my_duties": getattr(request, "user", None),
        "my_keys": partial(keys_of, request),
    }


def contact_link(contact: str) -> str:
    """What a press on the hosts' contact opens; "" for words that are no address."""
    if contact.startswith(WEB):
        return contact
    if "@" in contact and " " not in contact:
        return f"mailto:{contact}"
    return ""
