"""The form with which someone lets school look along."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deelgenoot.helpdesk.queries import HelperLine
from deelgenoot.ui.widgets import Taps


class AskForm(forms.Form):
    """The question of an administrator: one tap, with no words."""

    ask = forms.CharField(widget=forms.HiddenInput(), initial="1")


class LetForm(forms.Form):
    """Which colleague may look along."""

    def __init__(self, *args: Any, helpers: list[HelperLine], **more: Any) -> None:
        super().__init__(*args, **more)
        self.helpers = {line.key: line for line in helpers}
        schools = {line.school for line in helpers}
        self.fields["who"] = forms.ChoiceField(
            label=_("Who may look along?"),
            choices=[(line.key, _named(line, len(schools) > 1)) for line in helpers],
            initial=helpers[0].key if len(helpers) == 1 else None,
            widget=Taps(),
        )

    @property
    def chosen(self) -> HelperLine:
        """The colleague that was chosen."""
        return self.helpers[self.cleaned_data["who"]]


def _named(line: HelperLine, with_school: bool) -> str:
    """Name a colleague, with the school when there is more than one."""
    return f"{line.name} · {line.school_name}" if with_school else line.name
