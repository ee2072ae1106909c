"""Forms around doubles: which of two differences stays, and the words in which two look alike."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deelgenoot.circles.queries.doubles import AdultLine
from deelgenoot.circles.queries.merging import Half, Pair
from deelgenoot.people.terms import Channel
from deelgenoot.ui.widgets import Taps

ASKED = {
    "name": gettext_lazy("Which name stays?"),
    "home": gettext_lazy("Which address stays?"),
    "mail": gettext_lazy("Which mail address stays?"),
    "channel": gettext_lazy("How does this adult like to be reached?"),
}


def alike_in_words(line: AdultLine, alike: tuple[str, ...]) -> str:
    """Name an adult who may be meant: with which children, and in what they look alike."""
    parts = [line.name]
    if line.with_whom:
        parts.append(_("with %(children)s") % {"children": line.with_whom})
    if line.kept_away:
        alike = (*alike, _("a decision of a court is noted: look at it first"))
    return " · ".join([*parts, *alike])


def home_in_words(half: Half) -> str:
    """Write an address on one line; empty when none is known."""
    home = half.home or {}
    street = " ".join(filter(None, (home.get(n, "") for n in ("street", "number", "addition"))))
    place = " ".join(filter(None, (home.get(name, "") for name in ("postcode", "town"))))
    return ", ".join(filter(None, (street, place)))


def differences(pair: Pair) -> dict[str, tuple[str, str]]:
    """Say of each thing in which both rows differ what stands with the one and with the other."""
    one, other = pair.kept, pair.double
    told = {
        "name": (one.person.name, other.person.name),
        "home": (home_in_words(one), home_in_words(other)),
        "mail": tuple((half.mail or {}).get("address", "") for half in (one, other)),
        "channel": tuple(_channel(half) for half in (one, other)),
    }
    return {
        name: (first, second)
        for name, (first, second) in told.items()
        if first and second and first.casefold() != second.casefold()
    }


def _channel(half: Half) -> str:
    """How a row wants to be reached, in words; empty when nothing was wished."""
    return str(Channel(half.wished["channel"]).label) if half.wished else ""


class MergeForm(forms.Form):
    """What stays where two rows differ; each is chosen, nothing is chosen beforehand."""

    seen = forms.CharField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, pair: Pair, **more: Any) -> None:
        super().__init__(*args, **{**more, "initial": {"seen": pair.print}})
        for name, (first, second) in differences(pair).items():
            self.fields[name] = forms.ChoiceField(
                label=ASKED[name],
                choices=[("kept", first), ("double", second)],
                widget=Taps(),
            )

    def show_anew(self, pair: Pair) -> None:
        """Show what stands there now; what was seen before no longer counts."""
        self.data = {**self.data.dict(), "seen": pair.print}  # type: ignore[attr-defined]


class SearchForm(forms.Form):
    """A part of a name to look for."""

    name = forms.CharField(label=gettext_lazy("Name of an adult"), max_length=120, required=False)


class NoteForm(forms.Form):
    """Which note is taken back."""

    note = forms.UUIDField()
