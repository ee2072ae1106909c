"""Forms of contact: two taps and a line."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from uuid_utils.compat import uuid7

from deelgenoot.contact.terms import How, Tone
from deelgenoot.ui.widgets import Taps, Words

ICONS: dict[str, str] = {
    How.DOOR: "door",
    How.PHONE: "phone",
    How.MESSAGE: "message",
    How.VISIT: "house",
    How.VIDEO: "video",
}
LONGEST = 2000


def _once() -> UUID:
    """A number made when a form is opened: sent twice, it is kept once."""
    made: UUID = uuid7()
    return made


class ContactForm(forms.Form):
    """What was said, how, and whether it was good news."""

    entry_id = forms.UUIDField(widget=forms.HiddenInput(), initial=_once)
    how = forms.ChoiceField(
        label=_("How did you speak?"),
        choices=How.choices,
        initial=How.DOOR,
        widget=Taps(icons=ICONS),
    )
    tone = forms.ChoiceField(
        label=_("What was it?"),
        choices=Tone.choices,
        initial=Tone.GOOD,
        widget=Taps(icons={Tone.GOOD: "heart", Tone.EVERYDAY: "message"}),
    )
    line = forms.CharField(
        label=_("In one line"), max_length=LONGEST, strip=True, widget=Words(rows=3)
    )


class TellForm(forms.Form):
    """What a parent or pupil wants to say, in their own words."""

    entry_id = forms.UUIDField(widget=forms.HiddenInput(), initial=_once)
    line = forms.CharField(
        label=_("What would you like to tell?"),
        max_length=LONGEST,
        strip=True,
        widget=Words(rows=5),
    )

    def __init__(self, data: Any = None, *, to_pupil: bool = False) -> None:
        super().__init__(data)
        if to_pupil:
            self.fields["line"].label = pgettext("to pupils", "What would you like to tell?")


class AnswerForm(forms.Form):
    """An answer, in one's own words."""

    entry_id = forms.UUIDField(widget=forms.HiddenInput(), initial=_once)
    words = forms.CharField(
        label=_("Your answer"), max_length=LONGEST, strip=True, widget=Words(rows=3)
    )
