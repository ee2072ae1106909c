"""Forms of the administrator's pages."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from deelgenoot.circles.rules import GuardianAsked, custody_has_a_proof
from deelgenoot.people.terms import CustodyKind, LimitKind
from deelgenoot.ui.widgets import Day, Taps, Words

FINE = "fine"
NOBODY = "nobody"

MAIL = {"autocomplete": "off", "inputmode": "email", "dir": "ltr", "spellcheck": "false"}


class ProofAsked(forms.Form):
    """A form that asks how school knows, for whatever gives a place in the circle."""

    sometimes_needed = frozenset({"proof"})

    def clean(self) -> dict[str, Any]:
        """Ask for the proof beside its own field, for who would decide."""
        facts = {"kind": "", "proof": "", **self.cleaned_data}
        asked = GuardianAsked("", frozenset(), facts["kind"], facts["proof"])
        if not custody_has_a_proof.holds(asked):
            self.add_error("proof", str(custody_has_a_proof.sentence))
        return self.cleaned_data


class GuardianForm(ProofAsked):
    """One adult with a child: name, custody and how school knows it, language, mail address."""

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
            "Needed for custody, guardianship and foster care; else it may stay empty."
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

    def ask(self, likely: list[tuple[str, str]]) -> None:
        """Ask whether it is one of these, who are known already; all that was filled in stays."""
        self.fields["same"] = forms.ChoiceField(
            label=_("Is it this one?"),
            choices=[*likely, (NOBODY, _("No, this is someone else"))],
            widget=Taps(),
            error_messages={"required": _("Choose: is it this adult, or someone else?")},
        )
        self.order_fields(["same"])
        self.full_clean()


class WishForm(forms.Form):
    """Whom one would like to call: fine as it is, or one of those who work with the child."""

    words = forms.CharField(label=_("Why?"), max_length=300, required=False, widget=Words(rows=2))

    def __init__(self, *args: Any, fine: str, choices: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        chosen = forms.ChoiceField(
            label=_("Who suits best?"), choices=[(FINE, fine), *choices], widget=Taps()
        )
        self.fields = {"preferred": chosen, **self.fields}

    def clean_preferred(self) -> str | None:
        """Take 'fine as it is' for no one else."""
        chosen: str = self.cleaned_data["preferred"]
        return None if chosen == FINE else chosen


class ChooseForm(forms.Form):
    """Which colleague is asked, and until when if it is to stand in."""

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"] = forms.ChoiceField(
            label=_("Which colleague?"), choices=choices, widget=Taps()
        )
        self.fields["last_day"] = forms.DateField(
            label=_("Only to stand in? Until and including which day?"),
            required=False,
            widget=Day(),
            help_text=_(
                "Empty: this colleague takes over for good. Then the family is asked first."
            ),
        )


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


class CustodyForm(ProofAsked):
    """What holds between an adult and a child from a day on, and how school knows it."""

    kind = forms.ChoiceField(
        label=_("What may this adult decide?"), choices=CustodyKind.choices, widget=Taps()
    )
    proof = forms.CharField(label=_("How does school know?"), max_length=200, required=False)
    since = forms.DateField(label=_("From which day?"), widget=Day())


class LimitForm(forms.Form):
    """What a court has forbidden an adult, by which decision, from when until when."""

    limit = forms.ChoiceField(
        label=_("What did the court decide?"), choices=LimitKind.choices, widget=Taps()
    )
    decision = forms.CharField(
        label=_("Which decision is it?"),
        max_length=200,
        help_text=_("The court, the date and the number. Ask to see the decision itself."),
    )
    first_day = forms.DateField(label=_("From which day?"), widget=Day())
    last_day = forms.DateField(
        label=_("Until which day?"),
        widget=Day(),
        required=False,
        help_text=_("Leave it empty when the decision names no last day."),
    )


class LiftForm(forms.Form):
    """Until which day a limit holds, by which decision."""

    lifted = forms.CharField(
        label=_("Which decision ends it?"),
        max_length=200,
        help_text=_("The court, the date and the number. The word of a parent is not enough."),
    )
    ends = forms.DateField(label=_("From which day does it no longer hold?"), widget=Day())


class AdultForm(forms.Form):
    """A pupil's yes or no to one adult at home."""

    adult = forms.UUIDField()
    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
