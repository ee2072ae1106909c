"""The form of a class that takes part from a day."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from deelgenoot.circles.starting_rules import a_class_begins_within_a_year
from deelgenoot.ui.widgets import Day

LAST_YEAR = 9000


class FirstDayForm(forms.Form):
    """From which day; `seen` is the day that stood on the page."""

    first_day = forms.DateField(
        label=_("This class takes part from"),
        widget=Day(),
        help_text=_("Today or a later day. From then on you can make letters and invite."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput())

    def clean_first_day(self) -> date:
        """Take no day so far away that no calendar knows the day after it."""
        day: date = self.cleaned_data["first_day"]
        if day.year > LAST_YEAR:
            raise forms.ValidationError(a_class_begins_within_a_year.sentence)
        return day


class ModeForm(forms.Form):
    """Class by class, or all; `seen` is the row that stood on the page."""

    seen = forms.UUIDField(required=False, widget=forms.HiddenInput())
