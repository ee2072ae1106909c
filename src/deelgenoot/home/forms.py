"""Forms of the front door."""

import re
import unicodedata
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from deelgenoot.circles.codes import fingerprint, is_paper_code, is_slip, plain_code
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


class BirthDate(forms.Field):
    """A birth date as people write it: 3-9-2017, 03092017, 3.9.2017; digits of any script."""

    def to_python(self, typed: object) -> date | None:
        """Read the day; what is no day is told in plain words."""
        text = str(typed or "").strip()[:30]
        if not text:
            return None
        digits = "".join(str(unicodedata.digit(sign, sign)) for sign in text)
        found = re.fullmatch(r"\D*(\d{1,2})\D*(\d{1,2})\D*(\d{4})\D*", digits)
        try:
            day, month, year = map(int, found.groups()) if found else (0, 0, 0)
            return date(year, month, day)
        except ValueError:
            raise forms.ValidationError(_("Write it like this: 31-12-2016.")) from None


def _opened() -> UUID:
    """A number made when the form is opened: sent twice, one comes in once."""
    return uuid4()


class InvitationForm(forms.Form):
    """The code from an invitation; spaces, dashes and capitals do not matter.

    With a code on paper also the birth date of the child; a mailed code needs none.
    """

    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        widget=Code(),
        help_text=_("It is in the letter or mail from school."),
    )
    born = BirthDate(
        label=_("Date of birth of the child"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric", "dir": "ltr"}),
        help_text=_("Day, month, year: 31-12-2016. Is your code in a mail? Leave this empty."),
    )
    own_device = forms.BooleanField(
        required=False, label=_("This is my own device. Keep me signed in.")
    )
    visit = forms.UUIDField(widget=forms.HiddenInput(), initial=_opened)
    sometimes_needed = frozenset({"born"})

    def __init__(self, data: Any = None, *, code: str = "") -> None:
        super().__init__(data, initial={"code": code[:40]} if code else None)
        if code and is_paper_code(code):
            self.fields["born"].help_text = _("Day, month, year: 31-12-2016.")
        elif code:
            del self.fields["born"]
        self.fields["visit"].required = False

    def clean_code(self) -> str:
        """Give the fingerprint of the code; the code itself goes no further."""
        code = plain_code(self.cleaned_data["code"])
        self.cleaned_data["paper"] = is_paper_code(code)
        if not re.fullmatch(r"[0-9A-Z]{4,24}", code):
            raise forms.ValidationError(_("Check that you have all letters and digits."))
        if self.cleaned_data["paper"] and is_slip(code):
            raise forms.ValidationError(
                _("There is a slip in this code. It has 12 digits. This does not count as a try.")
            )
        return fingerprint(code)

    def clean(self) -> dict[str, Any]:
        """Ask for the birth date with a code on paper."""
        facts = self.cleaned_data
        facts["visit"] = facts.get("visit") or _opened()
        if facts.get("paper") and "born" not in self.errors and not facts.get("born"):
            self.add_error("born", _("Fill in the date of birth of the child too."))
        return facts


class ProofForm(forms.Form):
    """The code that was sent to show who someone is."""

    code = forms.CharField(
        label=_("Code from the mail"),
        max_length=20,
        widget=Code({"inputmode": "numeric"}),
        help_text=_("It went to the mail address school had of you before."),
    )

    def __init__(self, data: Any = None, *, texted: bool = False) -> None:
        super().__init__(data)
        if texted:
            self.fields["code"].label = _("Code from the text message")
            self.fields["code"].help_text = _("It went to the mobile number school had of you.")
