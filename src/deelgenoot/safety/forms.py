"""The form of a closed note."""

import re
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from deelgenoot.ui.widgets import Taps, Words

LONGEST = 4000
A_WORD = re.compile(r"[^\W_][^\W_ ]*(?: [^\W_]+)*\*?")
"""Words of letters and digits with a space between, and perhaps * at the end."""


def _once() -> UUID:
    """A number made when a form is opened: sent twice, it is kept once."""
    made: UUID = uuid7()
    return made


class NoteForm(forms.Form):
    """What was seen and heard, and whether the attention officer reads it too."""

    note_id = forms.UUIDField(widget=forms.HiddenInput(), initial=_once)
    words = forms.CharField(
        label=_("What did you see or hear?"),
        help_text=_(
            "Write what you saw and heard yourself, and when. Mark what you think as such."
        ),
        max_length=LONGEST,
        strip=True,
        widget=Words(rows=5),
    )
    shared = forms.TypedChoiceField(
        label=_("Who reads this?"),
        choices=[("yes", _("The attention officer and I")), ("no", _("Only I"))],
        initial="yes",
        coerce=lambda said: said == "yes",
        widget=Taps(),
    )


class TalkForm(forms.Form):
    """Whom a pupil would like to talk with."""

    person = forms.UUIDField()


class OwnWordForm(forms.Form):
    """A word of the school's own that asks whether something is about safety."""

    word = forms.CharField(
        label=_("Which word?"),
        help_text=_("One word or a few. With * behind it, what begins so counts too."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def clean_word(self) -> str:
        """Write it as the device compares it: small letters, one space between words."""
        word = " ".join(str(self.cleaned_data["word"]).casefold().split())
        if not A_WORD.fullmatch(word) or len(word) < 3 + word.endswith("*"):
            raise forms.ValidationError(
                _(
                    "Write at least three letters; only letters, digits and spaces, and * at the"
                    " end."
                )
            )
        return word
