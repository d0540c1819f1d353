"""Who is to be called when minutes count: a system check asks for a name."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning


def lead_is_named(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """`check --deploy`: a site without a safeguarding lead runs, and is told so."""
    if settings.SAFEGUARDING_LEAD:
        return []
    hint = "Set SAFEGUARDING_LEAD to a name and a telephone number, and SAFEGUARDING_HOURS to when they answer."
    return [Warning("Moderators have nobody to call when a life or a child is in danger.", hint, id="moderation.W001")]
