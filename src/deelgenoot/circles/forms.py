"""Forms of the administrator's pages."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from deelgenoot.circles.rules import GuardianAsked, custody_has_a_proof
from deelgenoot.people.terms import CustodyKind
from deelgenoot.ui.widgets import Taps

MAIL = {"autocomplete": "off", "inputmode": "email", "dir": "ltr", "spellcheck": "false"}


class GuardianForm(forms.Form):
    """One adult with a child: name, custody and how school knows it, language, mail address."""

    sometimes_needed = frozenset({"proof"})

    first = forms.CharField(label=_("First name"), max_length=120)
    rest = forms.CharField(label=_("Rest of the name"), max_length=160, required=False)
    kind = forms.ChoiceField(
        label=_("What may this adult decide?"),
        choices=CustodyKind.choices,
        widget=Taps(),
        initial=CustodyKind.CUSTODY,
    )
    proof = forms.CharField(
        label=_("How does school know?"),
        max_length=200,
        required=False,
        help_text=_(
            "Needed for custody and guardianship; else it may stay empty."
            " For example: extract from the custody register, 1 September 2026."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=Taps(), initial="nl"
    )
    address = forms.EmailField(
        label=_("Mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(MAIL),
        help_text=_("The other parent never sees this."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the proof beside its own field, for who would decide."""
        facts = {"kind": "", "proof": "", **self.cleaned_data}
        asked = GuardianAsked("", frozenset(), facts["kind"], facts["proof"])
        if not custody_has_a_proof.holds(asked):
            self.add_error("proof", str(custody_has_a_proof.sentence))
        return self.cleaned_data


class InviteForm(forms.Form):
    """Where the invitation goes, and in which language."""

    address = forms.EmailField(
        label=_("Mail address"), max_length=254, widget=forms.EmailInput(MAIL)
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=Taps(), initial="nl"
    )

    def clean_address(self) -> str:
        """Keep addresses in one way of writing."""
        address: Any = self.cleaned_data["address"]
        return str(address).lower()
