"""The form to let someone look in an emergency: why, how long, and one tap on a name."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from uuid_utils.compat import uuid7

from deelgenoot.ui.widgets import Taps, Words

SHORT, DAY = 2, 8
"""How long an accident lasts, and a school day, in hours."""


def _once() -> UUID:
    """A number made when a form is opened: sent twice, it is one look."""
    made: UUID = uuid7()
    return made


def _hours() -> list[tuple[int, str]]:
    """How long it can last; the longest is what the school allows."""
    most = settings.EMERGENCY_HOURS
    spans = sorted({hours for hours in (SHORT, DAY) if hours < most} | {most})
    return [(n, ngettext("%(n)s hour", "%(n)s hours", n) % {"n": n}) for n in spans]


class OpenForm(forms.Form):
    """Why, how long, and for whom: a colleague, or oneself."""

    once = forms.UUIDField(widget=forms.HiddenInput(), initial=_once)
    reason = forms.CharField(
        label=_("Why?"),
        max_length=300,
        widget=Words(rows=2),
        help_text=_("The family reads these words today."),
    )
    hours = forms.TypedChoiceField(label=_("How long?"), choices=_hours, coerce=int, widget=Taps())
    who = forms.UUIDField(required=False)
    myself = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a name."""
        if not (self.cleaned_data.get("who") or self.cleaned_data.get("myself")):
            raise forms.ValidationError(_("Choose a colleague."))
        return self.cleaned_data


class EndForm(forms.Form):
    """One tap: which look ends."""

    ends = forms.UUIDField()
