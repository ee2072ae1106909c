"""What every part of someone's details has: words without the unseen, and nothing overwritten."""

from datetime import datetime
from typing import Any

from django import forms

from deelgenoot.details.queries import Known
from deelgenoot.details.rules import plain
from deelgenoot.kernel.rules import Rule


class Line(forms.CharField):
    """One line of words, without what cannot be seen; emoji and every alphabet are welcome."""

    def to_python(self, value: Any) -> str | None:
        """Take out the unseen before the length is judged."""
        typed = super().to_python(value)
        return plain(typed) if typed else typed


class AtHome(Line):
    """One line that is needed in the Netherlands; the form judges it with the country."""

    def validate(self, value: Any) -> None:
        """Leave what is missing to the rule."""


def told_by(broken: Rule[Any]) -> forms.ValidationError:
    """Say a broken rule next to its field, with how to mend it."""
    return forms.ValidationError(f"{broken.sentence} {broken.mend}".strip())


class Part(forms.Form):
    """One part of how someone is reached; remembers when it was last noted, to overwrite none."""

    stale = False
    known = forms.CharField(widget=forms.HiddenInput(), required=False, max_length=40)

    def __init__(self, data: Any = None, *, about: Known) -> None:
        self.about = about
        super().__init__(data, initial=self.now_known())

    def now_known(self) -> dict[str, Any]:
        """Fill in what is known now."""
        return {}

    def asked(self) -> dict[str, Any]:
        """What the deed is asked with."""
        return dict(self.cleaned_data)

    def clean_known(self) -> datetime | None:
        """Read when this was noted; what cannot be read counts as never."""
        try:
            return datetime.fromisoformat(self.cleaned_data["known"])
        except ValueError:
            return None

    def know_better(self) -> None:
        """After a refusal: what is typed stays, and the next save is over what stands now."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["known"] = self.now_known()["known"]  # type: ignore[index]
        self.stale = True


def iso(moment: datetime | None) -> str:
    """Write a moment for a form."""
    return moment.isoformat() if moment else ""
