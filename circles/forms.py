"""The forms of a circle. Their errors are sentences; whatever was typed stays in the field."""

from typing import Any

from django import forms
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from circles.actions import Draft
from circles.models import Membership, Post, Support
from peersupport.content_themes import OTHER, THEMES, theme_of
from peersupport.text import MAX_CHARACTERS, tidy

TOO_LONG = _(
    "This is longer than one post can hold (%(limit_value)d characters). Nothing is lost: it is all still here. "
    "You could send it as two."
)


def new_token() -> str:
    return get_random_string(24)


class TidyText(forms.CharField):
    """Text as we keep it: no control characters, no lone surrogates, no blank edges."""

    def to_python(self, value: Any) -> str | None:
        return super().to_python(tidy(str(value)) if value not in self.empty_values else value)


class NoteFields(forms.Form):
    """A content note: one of the list, or own words, or both. No own words and nothing chosen: no note."""

    note_theme = forms.ChoiceField(
        label=_("What it speaks of"),
        required=False,
        choices=[("", _("No note")), *((theme.key, theme.label) for theme in (*THEMES, OTHER))],
    )
    note_words = TidyText(
        label=_("In your own words, if you like"),
        required=False,
        max_length=Post._meta.get_field("content_note").max_length,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def clean_note_words(self) -> str:
        return " ".join(self.cleaned_data["note_words"].split())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("note_theme") == OTHER.key and not values.get("note_words") and "note_words" in values:
            self.add_error("note_words", _("Say in a word or two what it speaks of."))
        return values

    def note(self) -> tuple[str, str] | None:
        """As (theme, words); None where an older page did not ask."""
        if "note_theme" not in self.data and "note_words" not in self.data:
            return None
        theme, words = self.cleaned_data["note_theme"], self.cleaned_data["note_words"]
        if not words:
            label = next((str(one.label) for one in THEMES if one.key == theme), "")
            return theme, label
        return theme or theme_of(words), words


def note_of(post: Post) -> dict[str, str]:
    """The fields as they stand for a post: own words only where they are not the label of its theme."""
    is_label = theme_of(post.content_note) == post.content_theme != OTHER.key
    return {"note_theme": post.content_theme, "note_words": "" if is_label else post.content_note}


class WordsForm(NoteFields):
    words = TidyText(
        label=_("Your words"),
        max_length=MAX_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("There are no words in it yet."), "max_length": TOO_LONG},
    )
    token = forms.RegexField(r"^[\w-]{8,64}\Z", required=False, widget=forms.HiddenInput)
    # The rules of nudges that this draft was already shown: none of them comes back a second time.
    seen = forms.CharField(required=False, max_length=2_000, widget=forms.HiddenInput)

    def draft(self) -> Draft:
        """What was sent; a form without a token (no JavaScript, old page) gets one now."""
        values = self.cleaned_data
        return Draft(
            words=values["words"],
            token=values["token"] or new_token(),
            need=values.get("need", ""),
            seen=frozenset(values["seen"].split()),
            note=self.note(),
        )


class ShareForm(WordsForm):
    need = forms.ChoiceField(
        label=_("What I need"),
        choices=Post.Need.choices,
        initial=Post.Need.LISTEN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you need: just listen, ask me things, or ideas welcome.")},
    )


class ReplyForm(WordsForm):
    pass


class SupportForm(forms.Form):
    kind = forms.ChoiceField(choices=Support.Kind.choices)


class ContentNoteForm(NoteFields):
    """For a post that is there already."""


class JoinForm(forms.Form):
    name = TidyText(
        label=_("The name you want to use in this circle"),
        max_length=Membership._meta.get_field("name").max_length,
        help_text=_("Only this circle sees it. It need not be your own, and you can use another one elsewhere."),
        error_messages={"required": _("The others need something to call you. Any name will do.")},
    )
    accept = forms.BooleanField(
        label=_("Yes, I will keep to this agreement"),
        error_messages={"required": _("The circle asks everybody to say yes to its agreement first.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())
