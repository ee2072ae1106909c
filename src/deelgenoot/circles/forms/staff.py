"""Forms about who works at the school: who stands in, who reads what, who works here."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from babel.dates import get_day_names
from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from deelgenoot.circles.terms import Topic
from deelgenoot.organisations.terms import Function, GroupRole
from deelgenoot.ui.dates import language
from deelgenoot.ui.widgets import Day, ManyTaps, Taps


class SubstituteForm(forms.Form):
    """One tap: who stands in, or who goes."""

    who = forms.UUIDField(required=False)
    ends = forms.UUIDField(required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        if not (self.cleaned_data.get("who") or self.cleaned_data.get("ends")):
            raise forms.ValidationError(_("Choose a colleague."))
        return self.cleaned_data


class NarrowForm(forms.Form):
    """Which topics a capacity goes on reading."""

    sometimes_needed = frozenset({"topics"})

    seen = forms.UUIDField(required=False, widget=forms.HiddenInput())
    topics = forms.MultipleChoiceField(
        label=_("What do they read?"),
        choices=Topic.choices,
        widget=ManyTaps(),
        required=False,
        help_text=_("Take away what this role does not need. It holds at once, for everyone."),
    )

    def __init__(self, *args: Any, most: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["topics"]
        field.choices = [choice for choice in Topic.choices if choice[0] in most]


def _day_choices() -> list[tuple[int, str]]:
    """The school days, in the reader's language; 0 is Monday."""
    names = get_day_names("wide", locale=language())
    return [(day, capfirst(names[day])) for day in range(5)]


class DaysField(forms.TypedMultipleChoiceField):
    """On which school days."""

    def __init__(self) -> None:
        super().__init__(
            label=_("On which days?"),
            choices=_day_choices,
            coerce=int,
            widget=ManyTaps(),
            required=False,
        )


def _once() -> UUID:
    """A number made when a form is opened: sent twice, it is kept once."""
    made: UUID = uuid7()
    return made


class SpanForm(forms.Form):
    """From which day until which day."""

    since = forms.DateField(label=_("First day"), widget=Day())
    until = forms.DateField(
        label=_("Last day"),
        widget=Day(),
        required=False,
        help_text=_("Leave it empty when it is not known."),
    )


class FunctionForm(SpanForm):
    """One more function at school."""

    function = forms.ChoiceField(
        label=_("What do they do at school?"),
        choices=Function.choices,
        widget=Taps(),
        initial=Function.TEACHER,
    )
    field_order: tuple[str, ...] = ("function", "since", "until")


class ColleagueForm(FunctionForm):
    """Someone who works here: name, what for, which days, from when until when."""

    once = forms.UUIDField(widget=forms.HiddenInput(), initial=_once)
    first = forms.CharField(label=_("First name"), max_length=120)
    rest = forms.CharField(label=_("Rest of the name"), max_length=160, required=False)
    days = forms.TypedMultipleChoiceField(
        label=_("On which days?"),
        choices=_day_choices,
        coerce=int,
        widget=ManyTaps(),
        required=False,
    )
    field_order = ("once", "first", "rest", "function", "days", "since", "until")


class ClassForm(SpanForm):
    """A role with a class."""

    group = forms.ChoiceField(label=_("Which class?"), widget=Taps())
    role = forms.ChoiceField(
        label=_("What do they do there?"),
        choices=[one for one in GroupRole.choices if one[0] != GroupRole.SUBSTITUTE],
        widget=Taps(),
        initial=GroupRole.CLASS_TEACHER,
    )
    field_order = ("group", "role", "since", "until")

    def __init__(self, *args: Any, groups: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["group"]
        field.choices = groups


class WorkForm(forms.Form):
    """Days and last day of a colleague."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput())
    days = forms.TypedMultipleChoiceField(
        label=_("On which days?"),
        choices=_day_choices,
        coerce=int,
        widget=ManyTaps(),
        required=False,
    )
    until = forms.DateField(
        label=_("Last day at this school"),
        widget=Day(),
        required=False,
        help_text=_("After that day they see nothing of this school any more."),
    )


class WhichForm(forms.Form):
    """Which task ends."""

    which = forms.UUIDField()
