"""The forms of flags, decisions and hosting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from circles.forms import TidyText
from circles.models import Circle
from circles.models.circle import CAPACITY_LIMITS
from moderation.models import Flag, Review
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


class NewCircleForm(CircleForm):
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


class RemovalForm(forms.Form):
    because = TidyText(
        label=_("Why"),
        help_text=_("Kept in the circle's record. The person reads it, too: say what happened, not what they are."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Taking a seat away needs a reason that can be read later.")},
    )
