"""Forms of contact: two taps and a line."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy
from uuid_utils.compat import uuid7

from deelgenoot.circles.models import Entry
from deelgenoot.circles.queries.around import MemberLine
from deelgenoot.circles.terms import Side
from deelgenoot.contact.terms import FELT, OFFERED, Feeling, How, Tone, Where
from deelgenoot.ui.widgets import Day, ManyTaps, Taps, Words

ICONS: dict[str, str] = {
    How.DOOR: "door",
    How.PHONE: "phone",
    How.MESSAGE: "message",
    How.VISIT: "house",
    How.VIDEO: "video",
    How.LETTER: "mail",
}
TONES: dict[str, str] = {Tone.GOOD: "heart", Tone.EVERYDAY: "message", Tone.DIFFICULT: "speak"}
LONGEST = 2000


def _once() -> UUID:
    """A number made when a form is opened: sent twice, it is kept once."""
    made: UUID = uuid7()
    return made


class ContactForm(forms.Form):
    """What was said, how, and whether it was good news; or a note for the team or for oneself.

    `words` are the id and the words of one's own note that is now shared with more people; `of`
    and its `tone` are what was taken back, to be written anew.
    """

    entry_id = forms.UUIDField(widget=forms.HiddenInput(), initial=_once)
    note = forms.UUIDField(widget=forms.HiddenInput(), required=False)
    where = forms.ChoiceField(
        label=_("For whom?"),
        choices=Where.choices,
        initial=Where.TOGETHER,
        widget=Taps(icons={Where.TOGETHER: "people", Where.TEAM: "school", Where.MYSELF: "lock"}),
    )
    line = forms.CharField(
        label=_("In one line"), max_length=LONGEST, strip=True, widget=Words(rows=3)
    )
    tone = forms.ChoiceField(
        label=_("What was it?"),
        choices=Tone.choices,
        initial=Tone.GOOD,
        widget=Taps(icons=TONES),
    )
    how = forms.ChoiceField(
        label=_("How did you speak?"),
        choices=How.choices,
        initial=How.DOOR,
        widget=Taps(icons=ICONS),
    )
    topic = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[(topic.value, topic.label) for topic in OFFERED],
        initial=OFFERED[0],
        widget=Taps(),
    )
    spoken_with = forms.TypedMultipleChoiceField(
        label=_("With whom?"), required=False, coerce=UUID, widget=ManyTaps()
    )
    comes_back_on = forms.DateField(
        label=_("When do you come back to it?"),
        help_text=_("After difficult news this is two school days later, if you choose no day."),
        required=False,
        widget=Day(),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        people: list[MemberLine],
        words: tuple[str, str] = ("", ""),
        of: Entry | None = None,
        tone: str = "",
    ) -> None:
        super().__init__(data)
        self._people(people)
        self.initial["note"], self.initial["line"] = words
        if of:
            self.initial["tone"] = tone or Tone.EVERYDAY
            self.initial.update(where=of.audience, topic=of.topic, how=of.detail or How.DOOR)
            self.initial.update(spoken_with=of.spoken_with, comes_back_on=of.comes_back_on)

    def _people(self, people: list[MemberLine]) -> None:
        """Offer the people at home and the topics this writer may write on."""
        home = [m for m in people if m.side in (Side.HOME, Side.PUPIL) and not m.mine]
        choices = [(str(m.person), m.first) for m in home]
        cast("forms.MultipleChoiceField", self.fields["spoken_with"]).choices = choices
        mine = {topic for m in people if m.mine for topic in m.writes_on}
        offered = [(topic.value, topic.label) for topic in OFFERED if topic in mine]
        if not offered:
            del self.fields["topic"]
            return
        topics = cast("forms.ChoiceField", self.fields["topic"])
        topics.choices, topics.initial = offered, offered[0][0]

    def clean_comes_back_on(self) -> date | None:
        """Come back on a day that is still to come."""
        day: date | None = self.cleaned_data["comes_back_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Choose a later day."))
        return day


class TellForm(forms.Form):
    """What a parent or pupil wants to say, in their own words."""

    entry_id = forms.UUIDField(widget=forms.HiddenInput(), initial=_once)
    line = forms.CharField(
        label=_("What would you like to tell?"),
        max_length=LONGEST,
        strip=True,
        widget=Words(rows=5),
    )

    def __init__(self, data: Any = None, *, to_pupil: bool = False, words: str = "") -> None:
        super().__init__(data, initial={"line": words} if words else None)
        if to_pupil:
            self.fields["line"].label = pgettext("to pupils", "What would you like to tell?")


class FeelingForm(TellForm):
    """How a young pupil is, as a picture; words may come along, and need not."""

    sometimes_needed = ("line",)
    feeling = forms.ChoiceField(
        label=pgettext_lazy("to pupils", "How are you?"),
        choices=Feeling.choices,
        widget=Taps(),
        error_messages={"required": pgettext_lazy("to pupils", "Choose a picture.")},
    )
    field_order = ("entry_id", "feeling", "line")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["line"].required = False
        self.fields["line"].label = pgettext("to pupils", "Do you want to tell more?")

    def clean(self) -> dict[str, Any]:
        """Put what the picture says in words, before the child's own."""
        given: dict[str, Any] = self.cleaned_data
        if feeling := given.pop("feeling", None):
            given["line"] = f"{FELT[feeling]} {given.get('line', '')}".strip()
        return given


class CorrectForm(forms.Form):
    """Better words for what one told."""

    words = forms.CharField(
        label=_("How should it read?"), max_length=LONGEST, strip=True, widget=Words(rows=5)
    )

    def __init__(self, data: Any = None, *, words: str) -> None:
        super().__init__(data, initial={"words": words})


class AnswerForm(forms.Form):
    """An answer, in one's own words."""

    entry_id = forms.UUIDField(widget=forms.HiddenInput(), initial=_once)
    words = forms.CharField(
        label=_("Your answer"), max_length=LONGEST, strip=True, widget=Words(rows=3)
    )


class WorksForm(forms.Form):
    """What helps this pupil, in at most three short lines."""

    sometimes_needed = ("spoken_with",)
    seen = forms.CharField(widget=forms.HiddenInput(), required=False)
    one = forms.CharField(label=_("What helps"), max_length=120, required=False, strip=True)
    two = forms.CharField(label=_("What helps too"), max_length=120, required=False, strip=True)
    three = forms.CharField(label=_("And this"), max_length=120, required=False, strip=True)
    spoken_with = forms.TypedMultipleChoiceField(
        label=_("With whom did you write it?"), required=False, coerce=UUID, widget=ManyTaps()
    )

    def __init__(
        self, data: Any = None, *, people: list[MemberLine], lines: dict[int, str]
    ) -> None:
        names = ("one", "two", "three")
        first = {name: lines.get(place, "") for place, name in enumerate(names, start=1)}
        super().__init__(data, initial=first)
        if any(m.mine and m.side in (Side.HOME, Side.PUPIL) for m in people):
            del self.fields["spoken_with"]
            return
        home = [m for m in people if m.side in (Side.HOME, Side.PUPIL)]
        choices = [(str(m.person), m.first) for m in home]
        cast("forms.MultipleChoiceField", self.fields["spoken_with"]).choices = choices

    @property
    def lines(self) -> list[str]:
        """What was written, without empty places between."""
        told = [self.cleaned_data[name] for name in ("one", "two", "three")]
        return [words for words in told if words]
