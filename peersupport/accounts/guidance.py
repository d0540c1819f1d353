"""When somebody wants to hear from the guidelines reader. What it always says, it says whatever is chosen here."""

from django.utils.translation import gettext as _

from peersupport.accounts.models import User
from peersupport.policy import Refused


def choose_guidance(user: User, when: str) -> None:
    """From now on, on every device. Raises Refused for a choice there is not."""
    if when not in User.Guidance.values:
        raise Refused(_("Choose one of: while I write, once before I post, when I ask."))
    user.guidance = when
    user.save(update_fields=["guidance"])
