"""The form of a pupil who leaves school."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deelgenoot.circles.leaving_rules import a_last_day_is_within_a_year
from deelgenoot.organisations.terms import GoingTo
from deelgenoot.ui.widgets import Day, Taps

LAST_YEAR = 9000


class LeavingForm(forms.Form):
    """The last day, and where to if one knows; `seen` is the last day that stood on the page."""

    last_day = forms.DateField(
        label=_("Last day at this school"),
        widget=Day(),
        help_text=_("Today, a later day, or an earlier one if you only hear it now."),
    )
    going_to = forms.ChoiceField(
        label=_("Where to?"),
        choices=[("", _("I do not know")), *GoingTo.choices],
        required=False,
        widget=Taps(),
        help_text=_("Only who keeps the school's papers sees this. No parent, no teacher."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput())

    def clean_last_day(self) -> date:
        """Take no day so far away that no calendar knows the day after it."""
        day: date = self.cleaned_data["last_day"]
        if day.year > LAST_YEAR:
            raise forms.ValidationError(a_last_day_is_within_a_year.sentence)
        return day

    def asked(self) -> dict[str, Any]:
        """What is asked of the deed."""
        return {name: self.cleaned_data[name] for name in ("last_day", "going_to")}
