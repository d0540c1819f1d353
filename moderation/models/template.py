from django.db import models
from django.utils.translation import gettext_lazy as _


class NoteTemplate(models.Model):
    """Words a moderator may begin a note with. `{name}` and `{words}` are filled in; admins may change every one."""

    class For(models.TextChoices):
        RETURN = "return", _("asking for other words")
        REMOVE = "remove", _("taking down")
        NOTE = "note", _("a content note")
        PAUSE = "pause", _("a pause")
        UNSEAT = "unseat", _("taking a seat away")
        CARE = "care", _("reaching out")
        APPEAL = "appeal", _("answering a second look")

    use = models.CharField(_("for"), max_length=8, choices=For)
    language = models.CharField(_("language"), max_length=8, default="en")
    title = models.CharField(_("title"), max_length=60)
    words = models.TextField(_("words"), max_length=1_000)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["use", "pk"]

    def __str__(self) -> str:
        return self.title

    def filled(self, *, name: str, words: str) -> str:
        """The words with the seat's name and the marked words in place; nothing else in braces is touched."""
        return self.words.replace("{name}", name).replace("{words}", words)
