"""Forms of the front door."""

import re
from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from deelgenoot.circles.codes import fingerprint, plain_code
from deelgenoot.ui.widgets import Code

EMAIL_ATTRS = {"autocomplete": "email", "inputmode": "email", "dir": "ltr", "spellcheck": "false"}


class AskForCodeForm(RequestLoginCodeForm):  # type: ignore[misc]
    """Ask for a code by mail, and say whose device this is."""

    own_device = forms.BooleanField(
        required=False, label=_("This is my own device. Keep me signed in.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Your mail address")
        self.fields["email"].widget = forms.EmailInput(EMAIL_ATTRS)


class TypeCodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code from the mail, in an empty field: a word in it looks as if it was filled in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.pop("placeholder", None)


class InvitationForm(forms.Form):
    """The code from an invitation; spaces, dashes and capitals do not matter."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        widget=Code(),
        help_text=_("It is in the mail from school."),
    )
    own_device = forms.BooleanField(
        required=False, label=_("This is my own device. Keep me signed in.")
    )

    def clean_code(self) -> str:
        """Give the fingerprint of the code; the code itself goes no further."""
        code = plain_code(self.cleaned_data["code"])
        if not re.fullmatch(r"[0-9A-Z]{4,24}", code):
            raise forms.ValidationError(_("Check that you have all letters and digits."))
        return fingerprint(code)
