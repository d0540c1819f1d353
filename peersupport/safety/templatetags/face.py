"""Filters for `_field.html`: which kind of field this is, and its input with our class and its words tied to it."""

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def is_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_group(field: BoundField) -> bool:
    """Radios and lists of checkboxes: several inputs under one question."""
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


@register.filter
def as_input(field: BoundField) -> SafeString:
    """The field's input. `aria-describedby` names the hint and the error that `_field_words.html` writes.

    Placeholders are left out: they repeat the label and are gone when they are needed.
    """
    attrs: dict[str, str | bool] = {"placeholder": False}
    if not is_checkbox(field):
        attrs["class"] = "input"
    if spoken := " ".join(_ids_of_words(field)):
        attrs["aria-describedby"] = spoken
    return field.as_widget(attrs=attrs)


def _ids_of_words(field: BoundField) -> list[str]:
    ids = [f"{field.auto_id}-hint"] if field.help_text else []
    return ids + ([f"{field.auto_id}-error"] if field.errors else [])
