"""Words a moderator may begin a note with: kind ones, filled with the name and the words in question."""

from collections.abc import Sequence

from circles.models import Post
from moderation.guidelines import Finding
from moderation.models import NoteTemplate


def templates_for(language: str, *, is_care: bool) -> list[NoteTemplate]:
    """The templates in use for a circle's language, those for reaching out apart from all others; English if none."""
    wanted = NoteTemplate.objects.filter(is_active=True)
    wanted = wanted.filter(use=NoteTemplate.For.CARE) if is_care else wanted.exclude(use=NoteTemplate.For.CARE)
    found = list(wanted.filter(language__in=(language, "en")))
    own = [template for template in found if template.language == language]
    return own or found


def note_from(pk: str, post: Post, findings: Sequence[Finding]) -> str:
    """The filled template; empty when there is none of that number."""
    template = (
        NoteTemplate.objects.filter(pk=int(pk), is_active=True).first() if pk.isascii() and pk.isdigit() else None
    )
    if template is None:
        return ""
    name = post.author.name if post.author else ""
    return template.filled(name=name, words=_words(post, findings))


def _words(post: Post, findings: Sequence[Finding]) -> str:
    """What the rule marked; without one, the beginning of the post."""
    if findings:
        return post.words[findings[0].start : findings[0].end]
    first = post.words.split("\n", 1)[0]
    return first if len(first) <= 80 else first[:79].rstrip() + "…"
