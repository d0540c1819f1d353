"""The forms of flags, decisions and hosting."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from circles.forms import TidyText
from circles.models import Circle, Membership
from circles.models.circle import CAPACITY_LIMITS
from moderation.actions.deciding import PAUSES, Order
from moderation.guidelines import languages
from moderation.models import Flag, Review
from moderation.weather import THEMES
from peersupport.text import MAX_CHARACTERS


class FlagForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Flag.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the one that is nearer.")},
    )
    words = TidyText(
        label=_("Anything you would like to add"),
        help_text=_("If you like. A moderator reads it; the person who wrote the post never does."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(choices=Review.Decision.choices)
    note = TidyText(required=False, max_length=1_000)
    theme = TidyText(required=False, max_length=60)
    hours = forms.TypedChoiceField(choices=[(hours, hours) for hours in PAUSES], coerce=int, required=False)

    def order(self) -> Order:
        """What was asked for; of a form that is not valid, as much as can be shown again."""
        self.is_valid()
        values = self.cleaned_data
        note, theme = (values.get(name, self.data.get(name, "")) for name in ("note", "theme"))
        return Order(values.get("decision", ""), note or "", theme or "", values.get("hours") or 0)

    def trouble(self) -> str:
        return gettext("Choose what to do. Keep the note under 1,000 characters and a content note under 60.")


class QuestionForm(forms.Form):
    words = TidyText(max_length=1_000)


def _note(label: Any, hint: Any) -> TidyText:
    """A note to colleagues."""
    too_long = _("This is longer than one note can hold (%(limit_value)d characters). It is all still here.")
    return TidyText(
        label=label,
        help_text=hint,
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": too_long},
    )


class HandoverForm(forms.Form):
    words = _note(_("For whoever comes after you"), _("If you like. Only moderators read it."))


class DebriefForm(forms.Form):
    words = _note(_("Put something down"), _("Under 1,000 characters. It is sealed, and deleted after some weeks."))


class WeatherForm(forms.Form):
    themes = forms.MultipleChoiceField(choices=[(theme.key, theme.title) for theme in THEMES], required=False)
    folds_heavy = forms.BooleanField(required=False)
    break_after = forms.IntegerField(min_value=0, max_value=50)
    care_letters = forms.BooleanField(required=False)


class LetterForm(forms.Form):
    words = TidyText(
        label=_("Your words"),
        help_text=_("A moderator reads them. Nobody in the circle does."),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("There are no words in it yet.")},
    )


class OutreachForm(forms.Form):
    words = TidyText(max_length=1_000)
    signed = TidyText(max_length=40)
    follow_up_on = forms.DateField(required=False)

    def clean_follow_up_on(self) -> Any:
        day = self.cleaned_data["follow_up_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("A day that is to come."))
        return day


class OtherNameForm(forms.Form):
    """For a seat that comes back, whose name somebody else has now."""

    name = TidyText(
        label=_("Another name for them here"),
        help_text=_("Only this circle sees it. What they wrote here stands under it, too."),
        max_length=Membership._meta.get_field("name").max_length,
        error_messages={"required": _("The circle needs a name to call them.")},
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class CircleForm(forms.ModelForm):
    name = TidyText(label=_("Name"), max_length=60)
    purpose = TidyText(
        label=_("Purpose"),
        help_text=_("One or two sentences: for whom it is, and what happens here."),
        max_length=280,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    capacity = forms.IntegerField(
        label=_("Seats"),
        help_text=_("8 to 15 is a good size: small enough to know each other."),
        min_value=CAPACITY_LIMITS[0],
        max_value=CAPACITY_LIMITS[1],
        initial=12,
    )
    joining = forms.ChoiceField(label=_("Who may join"), choices=Circle.Joining.choices, widget=forms.RadioSelect,
                                initial=Circle.Joining.OPEN)  # fmt: skip

    class Meta:
        model = Circle
        fields = ("name", "purpose", "capacity", "joining")


def _languages() -> list[tuple[str, str]]:
    """The languages a circle may have: those with a rulebook, by the name each has for itself."""
    return [(code, name) for code, name in settings.LANGUAGES if code in languages()]


class NewCircleForm(CircleForm):
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_("What people write in here. Gentle suggestions come in this language."),
        choices=_languages,
        initial="en",
    )
    agreement = TidyText(
        label=_("Agreement"),
        help_text=_("What everybody says yes to on joining."),
        max_length=MAX_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    facilitator = forms.CharField(
        label=_("Login name of the facilitator"),
        help_text=_("If you like. They get the first seat."),
        required=False,
        max_length=40,
    )
    facilitator_name = TidyText(label=_("The facilitator's name in this circle"), required=False, max_length=40)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("facilitator") and not values.get("facilitator_name"):
            self.add_error("facilitator_name", _("The circle needs a name to call its facilitator."))
        return values


class SiteTextForm(forms.Form):
    words = TidyText(
        label=_("Your words"),
        help_text=_("Up to 5,000 characters. A blank line begins a paragraph, 1. a list of steps, **two stars** stand "
                    "around what matters. Addresses of the web become links."),
        max_length=MAX_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 18}),
        error_messages={"required": _("There are no words in it yet.")},
    )  # fmt: skip


class RemovalForm(forms.Form):
    because = TidyText(
        label=_("Why"),
        help_text=_("Kept in the circle's record. The person reads it, too: say what happened, not what they are."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Taking a seat away needs a reason that can be read later.")},
    )
