"""Forms of how someone is reached: each part of its own, saved on its own."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deelgenoot.details.forms.base import AtHome, Line, Part, iso, told_by
from deelgenoot.details.forms.names import (
    country_names,
    day_names,
    language_names,
    phone_in_words,
)
from deelgenoot.details.queries import Known
from deelgenoot.details.rules import (
    AddressTyped,
    NumberTyped,
    the_house_has_a_number,
    the_number_can_be_called,
    the_postcode_fits_its_country,
)
from deelgenoot.people.terms import Channel
from deelgenoot.ui.widgets import ManyTaps, Taps

OFF = {"autocomplete": "off", "spellcheck": "false"}
LTR = {**OFF, "dir": "ltr"}
ICONS: dict[str, str] = {
    Channel.MAIL: "mail",
    Channel.SMS: "message",
    Channel.LETTER: "paper",
    Channel.CALL: "phone",
    Channel.PUSH: "stop",
}


class AddressForm(Part):
    """Where an adult lives, as it stands on an envelope."""

    postcode = AtHome(label=_("Postcode"), max_length=16, widget=forms.TextInput(LTR))
    number = AtHome(
        label=_("House number"),
        max_length=12,
        widget=forms.TextInput({**LTR, "inputmode": "numeric"}),
    )
    addition = Line(
        label=_("Letter or addition"), max_length=12, required=False, widget=forms.TextInput(LTR)
    )
    street = Line(label=_("Street"), max_length=120, widget=forms.TextInput(OFF))
    town = Line(label=pgettext_lazy("address", "Town"), max_length=80, widget=forms.TextInput(OFF))
    country = forms.ChoiceField(label=_("Country"), choices=country_names)

    def clean(self) -> dict[str, Any]:
        """Judge postcode and house number together with the country."""
        asked: dict[str, Any] = super().clean() or {}
        told: dict[str, Any] = {n: asked.get(n) or "" for n in ("postcode", "number", "country")}
        for name, judged in (
            ("postcode", the_postcode_fits_its_country),
            ("number", the_house_has_a_number),
        ):
            if name not in self.errors and not judged.holds(AddressTyped(**told)):
                self.add_error(name, told_by(judged))
        return asked

    def now_known(self) -> dict[str, Any]:
        """Fill in the address that is known."""
        home = self.about.address
        if home is None:
            return {"country": "NL", "known": ""}
        names = ("postcode", "number", "addition", "street", "town", "country")
        return {**{n: getattr(home, n) for n in names}, "known": iso(home.noted_at)}


class MailForm(Part):
    """Where mail goes."""

    address = forms.EmailField(
        label=_("Mail address"),
        max_length=254,
        widget=forms.EmailInput({**LTR, "inputmode": "email"}),
    )

    def now_known(self) -> dict[str, Any]:
        """Fill in the address that is known."""
        box = self.about.mail
        return {"address": box.address, "known": iso(box.noted_at)} if box else {"known": ""}

    def clean_address(self) -> str:
        """Keep addresses in one way of writing."""
        return str(self.cleaned_data["address"]).lower()


class PhoneForm(Part):
    """One more number, and whose it is or when it is used."""

    number = Line(
        label=_("Phone number"),
        max_length=40,
        widget=forms.TextInput({**LTR, "inputmode": "tel", "type": "tel"}),
    )
    label = Line(
        label=_("What number is it?"),
        max_length=40,
        required=False,
        help_text=_("For example: my mobile, work, grandma."),
    )

    def clean_number(self) -> str:
        """Say next to the field when it cannot be called."""
        typed = str(self.cleaned_data["number"])
        if not the_number_can_be_called.holds(NumberTyped(typed)):
            raise told_by(the_number_can_be_called)
        return typed

    def asked(self) -> dict[str, Any]:
        """A number is added; nothing is overwritten."""
        return {name: self.cleaned_data[name] for name in ("number", "label")}


class WishesForm(Part):
    """How and in which language someone wants to be reached."""

    channel = forms.ChoiceField(
        label=_("How shall school reach out?"),
        choices=[(c.value, c.label) for c in Channel if c is not Channel.PUSH],
        widget=Taps(icons=ICONS),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken well"), choices=language_names, required=False, widget=ManyTaps()
    )
    needs_interpreter = forms.BooleanField(
        label=_("An interpreter helps in a conversation."), required=False
    )
    reads_little = forms.BooleanField(
        label=_("Rather hear it than read it."),
        required=False,
        help_text=_("School then calls or tells it, and writes short."),
    )
    names_step = forms.BooleanField(
        label=_("A mail or a message on the phone may say what it is about, such as: Good news."),
        required=False,
        help_text=_("Otherwise it only names the school."),
    )

    def now_known(self) -> dict[str, Any]:
        """Fill in the wishes that are known."""
        wishes = self.about.wishes
        names = ("channel", "needs_interpreter", "reads_little", "names_step")
        told = {name: getattr(wishes, name) for name in names}
        return {**told, "languages": list(wishes.languages), "known": iso(wishes.noted_at)}


class SafeForm(Part):
    """What is safe: which number, what never, and when school may call."""

    only_phone = forms.ChoiceField(
        label=_("Which number may school call?"), required=False, widget=Taps()
    )
    never = forms.MultipleChoiceField(
        label=_("What must never come?"),
        choices=Channel.choices,
        required=False,
        widget=ManyTaps(icons=ICONS),
        help_text=_("For example because someone else reads along."),
    )
    days = forms.TypedMultipleChoiceField(
        label=_("On which days may school call?"),
        choices=day_names,
        coerce=int,
        required=False,
        widget=ManyTaps(),
    )
    call_from = forms.TimeField(
        label=_("From what time?"),
        required=False,
        widget=forms.TimeInput({"type": "time", "dir": "ltr"}, format="%H:%M"),
    )
    call_until = forms.TimeField(
        label=_("Until what time?"),
        required=False,
        widget=forms.TimeInput({"type": "time", "dir": "ltr"}, format="%H:%M"),
    )

    def __init__(self, data: Any = None, *, about: Known) -> None:
        super().__init__(data, about=about)
        numbers = [(str(p.id), phone_in_words(p.number, p.label)) for p in about.phones]
        field: Any = self.fields["only_phone"]
        field.choices = [("", _("Every number")), *numbers]

    def now_known(self) -> dict[str, Any]:
        """Fill in what is known to be safe."""
        wishes = self.about.wishes
        told = {name: getattr(wishes, name) for name in ("call_from", "call_until")}
        lists = {"never": list(wishes.never), "days": list(wishes.days)}
        only = str(wishes.only_phone_id or "")
        return {**told, **lists, "only_phone": only, "known": iso(wishes.noted_at)}

    def clean_only_phone(self) -> UUID | None:
        """Give the number that was chosen, or none."""
        chosen = self.cleaned_data["only_phone"]
        return UUID(chosen) if chosen else None
