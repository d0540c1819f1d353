"""Which content notes stay closed for a reader until they open them. Their own choice, on every device."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from peersupport.accounts.models import User
from peersupport.content_themes import KEYS
from peersupport.policy import Refused


def is_open_for(reader: User | None, theme: str) -> bool:
    """Do words under a note of this theme stand open at once? For nobody in particular they are closed."""
    if reader is None or reader.note_folding == User.Folding.ALWAYS:
        return False
    return reader.note_folding == User.Folding.NEVER or theme not in reader.folded_themes


def choose_folding(user: User, when: str, themes: Iterable[str]) -> None:
    """From now on, on every device. Raises Refused for a choice there is not; unknown themes are left out."""
    if when not in User.Folding.values:
        raise Refused(_("Choose one of: always, only for some themes, never."))
    chosen = set(themes)
    user.note_folding, user.folded_themes = when, [key for key in KEYS if key in chosen]
    user.save(update_fields=["note_folding", "folded_themes"])
