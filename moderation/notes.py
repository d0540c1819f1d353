"""Words a moderator may begin a note with: kind ones, filled with the name and the words in question."""

from collections.abc import Sequence

from circles.models import Post
from moderation.guidelines import Finding
from moderation.models import Appeal, NoteTemplate

For = NoteTemplate.For
REACHING_OUT, ANSWERING = (For.CARE,), (For.APPEAL,)
# In the order of the buttons below them.
DECIDING = (For.RETURN, For.REMOVE, For.NOTE, For.PAUSE, For.UNSEAT)


def templates_for(language: str, uses: Sequence[str]) -> list[NoteTemplate]:
    """The templates in use for a circle's language and for these uses, in their order; English if none."""
    found = NoteTemplate.objects.filter(is_active=True, use__in=uses, language__in=(language, "en"))
    own = [template for template in found if template.language == language]
    return sorted(own or found, key=lambda template: uses.index(template.use))


def note_from(pk: str, post: Post, findings: Sequence[Finding]) -> str:
    """The filled template; empty when there is none of that number."""
    template = _template(pk)
    name = post.author.name if post.author else ""
    return template.filled(name=name, words=_words(post, findings)) if template else ""


def answer_from(pk: str, asked: Appeal) -> str:
    """The same to whoever asked for a second look; of a pause or a seat there are no words in question."""
    template = _template(pk)
    words = _words(asked.post, ()) if asked.post else ""
    return template.filled(name=asked.seat.name, words=words) if template else ""


def _template(pk: str) -> NoteTemplate | None:
    if not (pk.isascii() and pk.isdigit()):
        return None
    return NoteTemplate.objects.filter(pk=int(pk), is_active=True).first()


def _words(post: Post, findings: Sequence[Finding]) -> str:
    """What the rule marked; without one, the beginning of the post."""
    if findings:
        return post.words[findings[0].start : findings[0].end]
    first = post.words.split("\n", 1)[0]
    return first if len(first) <= 80 else first[:79].rstrip() + "…"
