"""The forms of a circle. Their errors are sentences; whatever was typed stays in the field."""

from typing import Any

from django import forms
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from circles.actions import Draft
from circles.models import Membership, Post, Support
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


class WordsForm(forms.Form):
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


class ContentNoteForm(forms.Form):
    theme = TidyText(
        label=_("What it speaks of"),
        help_text=_("A word or two, such as: a relapse, losing somebody. Leave it empty to take the note away."),
        required=False,
        max_length=Post._meta.get_field("content_note").max_length,
    )

    def clean_theme(self) -> str:
        return " ".join(self.cleaned_data["theme"].split())


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
