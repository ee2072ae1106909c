"""The form to find something back in a story."""

from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deelgenoot.circles.queries.around import MemberLine
from deelgenoot.circles.queries.finding import Asked
from deelgenoot.circles.same_words import has_words
from deelgenoot.circles.terms import Side, Topic
from deelgenoot.ui.dates import begin_of, in_amsterdam
from deelgenoot.ui.widgets import Taps

LATELY, THIS_YEAR = "lately", "year"
LATELY_IS = timedelta(weeks=4)
SCHOOL_BEGINS = 8
"""The month in which a school year begins."""


class FindForm(forms.Form):
    """Which words, what about, from whom, since when; it stands in no address and is not kept."""

    sometimes_needed = ("topic", "side", "since")  # "everything" is an answer, nothing stays empty
    sought = forms.CharField(
        label=_("Which words?"),
        max_length=80,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "enterkeyhint": "search"}
        ),
        help_text=_("Only what can be read here is searched. The words are not kept."),
    )
    topic = forms.ChoiceField(label=_("What is it about?"), required=False, widget=Taps())
    side = forms.ChoiceField(
        label=_("Who told it?"),
        choices=[("", pgettext_lazy("who told it", "Everyone")), *Side.choices],
        required=False,
        widget=Taps(),
    )
    since = forms.ChoiceField(
        label=_("From when?"),
        choices=[
            ("", _("All the time")),
            (LATELY, _("The last four weeks")),
            (THIS_YEAR, _("This school year")),
        ],
        required=False,
        widget=Taps(),
    )

    def __init__(self, data: Any = None, *, people: list[MemberLine], now: datetime) -> None:
        super().__init__(data)
        self.now = now
        mine = {topic for m in people if m.mine for topic in m.topics}
        topics = [(topic.value, topic.label) for topic in Topic if topic in mine]
        field = cast("forms.ChoiceField", self.fields["topic"])
        field.choices = [("", pgettext_lazy("what it is about", "Everything")), *topics]

    def clean_sought(self) -> str:
        """Take words that are words: a sign alone cannot be looked for."""
        sought: str = self.cleaned_data["sought"]
        if sought and not has_words(sought):
            raise forms.ValidationError(_("Write a word, a name or a number."))
        return sought

    def asked(self) -> Asked:
        """Say what is to be found back."""
        told = self.cleaned_data
        return Asked(
            words=told["sought"],
            topic=Topic(told["topic"]) if told["topic"] else None,
            side=Side(told["side"]) if told["side"] else None,
            since=self._since(told["since"]),
        )

    def _since(self, chosen: str) -> datetime | None:
        """From which moment on."""
        today = in_amsterdam(self.now).date()
        if chosen == LATELY:
            return begin_of(today - LATELY_IS)
        if chosen == THIS_YEAR:
            return begin_of(date(today.year - (today.month < SCHOOL_BEGINS), SCHOOL_BEGINS, 1))
        return None

    @property
    def narrowed(self) -> bool:
        """Whether something beside words is chosen."""
        return any(self.data.get(name) for name in ("topic", "side", "since"))


def mark_in(given: Any) -> UUID | None:
    """Where the reader was in the story; what is no mark begins anew."""
    try:
        return UUID(given.get("ouder-dan", ""))
    except ValueError:
        return None
