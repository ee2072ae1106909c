"""The form that asks for the papers of a class."""

from uuid import UUID

from django import forms
from uuid_utils.compat import uuid7

from deelgenoot.circles.terms import Way


def _once() -> UUID:
    """A number made when the form is opened: sent twice, one batch is made."""
    made: UUID = uuid7()
    return made


class BatchForm(forms.Form):
    """Letters or cards, and whether also for who has a code that works."""

    batch_id = forms.UUIDField(widget=forms.HiddenInput(), initial=_once)
    way = forms.ChoiceField(choices=[(Way.LETTER, Way.LETTER), (Way.HAND, Way.HAND)])
    again = forms.BooleanField(required=False)
