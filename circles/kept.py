"""What stays of words somebody withdrew: moderation knows, and says so through here (see moderation.kept)."""

from collections.abc import Callable

from circles.models import Post

Provider = Callable[[Post], str]
_provider: Provider | None = None


def use_kept(provider: Provider) -> None:
    """Sets who answers `what_is_kept`."""
    global _provider
    _provider = provider


def what_is_kept(post: Post) -> str:
    """A sentence for the author: what is kept, why, until when. Empty when nothing is."""
    return _provider(post) if _provider is not None else ""
