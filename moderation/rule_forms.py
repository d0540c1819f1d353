"""What admins fill in about rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext as of_the_catalogue
from django.utils.translation import gettext_lazy as _

from circles.models import Circle
from moderation.guidelines import languages, load_book
from moderation.models import SiteRule
from moderation.models.site_rule import LISTS, lines_of
from moderation.own_rules import Tried, try_out


class OwnRuleForm(forms.ModelForm[SiteRule]):
    """An own rule. It is kept only when it finds its examples and leaves its look-alikes alone."""

    line = forms.CharField(
        label=_("A line to try it on"),
        required=False,
        max_length=500,
        help_text=_("Only for trying. It is not kept."),
    )
    category = forms.TypedChoiceField(label=_("Which guideline it belongs to"), coerce=int)

    class Meta:
        model = SiteRule
        fields = ("name", "category", "level", "circle", "in_share", "patterns", "line", "reason", "rewordings",
                  "examples", "lookalikes")  # fmt: skip
        help_texts = {
            "name": _("Short, for you and the other admins."),
            "circle": _("Leave it empty for all circles."),
            "patterns": _("One phrase a line."),
            "reason": _("One warm sentence to the writer. No blame."),
            "rewordings": _("One a line: what they could say instead."),
            "examples": _("One a line: sentences it must find. At least two."),
            "lookalikes": _("One a line: sentences that look alike and are fine. At least two."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = self.instance.language
        guidelines = [one for one in load_book(self.language).guidelines if one.number]
        # Not `_`: these words are the rulebook's, and are collected there.
        choices = [(one.number, of_the_catalogue(one.title)) for one in guidelines]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]
        circle: Any = self.fields["circle"]
        circle.queryset = Circle.objects.filter(language=self.language).order_by("name", "pk")
        circle.label, circle.empty_label = _("Circle"), _("All circles")
        circle.label_from_instance = lambda one: one.name
        for field in self.fields.values():
            if not isinstance(field.widget, forms.CheckboxInput):
                field.widget.attrs["class"] = "input"
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4
        self.fields["patterns"].widget.attrs |= {"spellcheck": "false", "autocapitalize": "none"}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name in ("examples", "lookalikes"):
            if name in values and len(lines_of(values[name])) < 2:
                self.add_error(name, _("Two at least, please: they keep the rule honest."))
        if not self.errors:
            self._test()
        return values

    def tried(self) -> Tried:
        """The rule as it stands in the form, on its line and its examples; whatever else is missing."""
        return try_out(self._table(), self.language, self.data.get("line", "")[:500])

    def _table(self) -> dict[str, Any]:
        lists = {name: lines_of(self.data.get(name, "")) for name in LISTS}
        category = self.data.get("category", "")
        return {"id": self.instance.rule_id or "own-new", "category": int(category) if category.isdecimal() else 0,
                "level": self.data.get("level"), "in_share": False, "reason": "-", **lists}  # fmt: skip

    def _test(self) -> None:
        tried = self.tried()
        if tried.problem:
            self.add_error("patterns", tried.problem)
        for text in tried.missed:
            self.add_error("examples", _("Not found: %(text)s") % {"text": text})
        for text in tried.wrong:
            self.add_error("lookalikes", _("Found, and should not be: %(text)s") % {"text": text})

    def values(self) -> dict[str, Any]:
        """What is kept."""
        return {name: value for name, value in self.cleaned_data.items() if name != "line"} | {
            "language": self.language
        }


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("A file saved here or on another site"), help_text=_("TOML, at most 500 kB."), allow_empty_file=False
    )
    file.widget.attrs |= {"class": "input", "accept": ".toml,application/toml"}

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if file.size > 500_000:
            raise forms.ValidationError(_("This file is too large."))
        try:
            return str(file.read().decode("utf-8"))
        except UnicodeDecodeError:
            raise forms.ValidationError(_("This is not a text file in UTF-8.")) from None


def known_language(asked: str) -> str:
    """A language that has a book; English otherwise."""
    return asked if asked in languages() else "en"
