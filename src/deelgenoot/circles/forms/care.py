"""Forms about care organisations and their people: who they are, and how school verified it."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from deelgenoot.circles.forms.keeping import MAIL
from deelgenoot.circles.forms.staff import SpanForm
from deelgenoot.organisations.rules import (
    RegistrationAsked,
    VerificationAsked,
    a_number_fits_its_register,
    a_number_was_called,
)
from deelgenoot.organisations.terms import (
    OF_ORGANISATIONS,
    OF_PROFESSIONALS,
    CareKind,
    Profession,
    Register,
)
from deelgenoot.ui.widgets import Day, Taps

PHONE = {"inputmode": "tel", "autocomplete": "off", "dir": "ltr"}
NUMBER = {"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}


def _once() -> UUID:
    """A number made when a form is opened: sent twice, it is kept once."""
    made: UUID = uuid7()
    return made


def _choices(registers: tuple[Register, ...]) -> list[tuple[str, Any]]:
    """The registers one can choose, or none."""
    return [("", _("Not known")), *((one.value, one.label) for one in registers)]


class CalledForm(forms.Form):
    """How school verified: which number was called, and where it was found."""

    once = forms.UUIDField(widget=forms.HiddenInput(), initial=_once)
    seen = forms.CharField(required=False, widget=forms.HiddenInput())
    called = forms.CharField(
        label=_("Which number did you call?"), max_length=20, widget=forms.TextInput(PHONE)
    )
    found = forms.CharField(
        label=_("Where did you find this number?"),
        max_length=200,
        help_text=_(
            "For example: on the organisation's own site, or in the register. Never take it from"
            " the mail of who asks to come in."
        ),
    )

    def clean_called(self) -> str:
        """Ask for a phone number beside its own field."""
        number: str = self.cleaned_data["called"].strip()
        if not a_number_was_called.holds(VerificationAsked(number, "")):
            raise forms.ValidationError(str(a_number_was_called.sentence))
        return number


class AlikeForm(forms.Form):
    """A tick for who looked at what is there already; drawn only when something is."""

    another = forms.BooleanField(label=_("I looked, and it is another one."), required=False)


class RegisteredForm(forms.Form):
    """A number in a public register, if it is known."""

    sometimes_needed = frozenset({"number"})

    def clean_number(self) -> str:
        """Keep digits alone, whatever way of writing they came in."""
        return "".join(sign for sign in self.cleaned_data["number"] if sign not in " .-")

    def clean(self) -> dict[str, Any]:
        """Tell beside the number that it does not fit its register."""
        facts = {"register": "", "number": "", **self.cleaned_data}
        asked = RegistrationAsked(facts["register"], facts["number"])
        if "register" not in self.errors and not a_number_fits_its_register.holds(asked):
            self.add_error("number", str(a_number_fits_its_register.sentence))
        return self.cleaned_data


class CorrectOrganisationForm(RegisteredForm, CalledForm):
    """A care organisation as it is really called and reached, and how school verified it."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=120)
    town = forms.CharField(label=_("Town"), max_length=80)
    phone = forms.CharField(label=_("Phone number"), max_length=20, widget=forms.TextInput(PHONE))
    site = forms.URLField(
        label=_("Site"),
        max_length=200,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off", "dir": "ltr"}),
    )
    register = forms.ChoiceField(
        label=_("In which register does it stand?"),
        choices=lambda: _choices(OF_ORGANISATIONS),
        widget=Taps(),
        required=False,
    )
    number = forms.CharField(
        label=_("Number in that register"),
        max_length=20,
        required=False,
        widget=forms.TextInput(NUMBER),
    )
    field_order: tuple[str, ...] = (
        *("once", "seen", "name", "town", "phone", "site", "register", "number"),
        *("called", "found"),
    )


class CareOrganisationForm(AlikeForm, CorrectOrganisationForm):
    """A care organisation: what it is, how it is reached, and how school verified it."""

    kind = forms.ChoiceField(label=_("What does it do?"), choices=CareKind.choices, widget=Taps())
    field_order: tuple[str, ...] = (
        *("once", "seen", "name", "kind", "town", "phone", "site", "register", "number"),
        *("called", "found", "another"),
    )


class CorrectProfessionalForm(RegisteredForm, CalledForm):
    """Someone of a care organisation as they are really called and registered."""

    first = forms.CharField(label=_("First name"), max_length=120)
    rest = forms.CharField(label=_("Rest of the name"), max_length=160)
    register = forms.ChoiceField(
        label=_("In which register do they stand?"),
        choices=lambda: _choices(OF_PROFESSIONALS),
        widget=Taps(),
        required=False,
    )
    number = forms.CharField(
        label=_("Number in that register"),
        max_length=20,
        required=False,
        widget=forms.TextInput(NUMBER),
    )
    field_order: tuple[str, ...] = (
        "once",
        "seen",
        "first",
        "rest",
        "register",
        "number",
        "called",
        "found",
    )


class CareProfessionalForm(AlikeForm, SpanForm, CorrectProfessionalForm):
    """Someone of a care organisation: who, which profession, and how school verified it."""

    profession = forms.ChoiceField(
        label=_("Which profession?"), choices=Profession.choices, widget=Taps()
    )
    address = forms.EmailField(
        label=_("Mail address at work"),
        max_length=254,
        widget=forms.EmailInput(MAIL),
        help_text=_("Ask for it on the phone, letter by letter. The invitation goes there."),
    )
    field_order = (
        *("once", "seen", "first", "rest", "profession", "register", "number", "address"),
        *("since", "until", "called", "found", "another"),
    )

    def clean_address(self) -> str:
        """Keep addresses in one way of writing."""
        address: Any = self.cleaned_data["address"]
        return str(address).lower()


class VerifyAgainForm(CalledForm):
    """A person of a care organisation is verified again, and perhaps until which day."""

    until = forms.DateField(
        label=_("Last day"),
        widget=Day(),
        required=False,
        help_text=_("Leave it empty when it is not known."),
    )
    field_order = ("once", "seen", "called", "found", "until")


class EndForm(forms.Form):
    """One tap: it ends now."""
