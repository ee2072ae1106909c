"""Made-up people and words with which the gallery shows every part in every state."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from deelgenoot.ui.context import Frame, languages
from deelgenoot.ui.navigation import Link
from deelgenoot.ui.pieces import Action, Contact, Entry, Line, Seat, Tab
from deelgenoot.ui.widgets import Code, Day, Taps, Words


@dataclass(frozen=True)
class SampleHat:
    """A hat in the header of the gallery."""

    key: str
    label: str
    current: bool


HOW = [
    ("door", gettext_lazy("At the door")),
    ("phone", gettext_lazy("By phone")),
    ("message", gettext_lazy("By message")),
    ("house", gettext_lazy("At home")),
]
MOODS = [
    ("happy", gettext_lazy("happy")),
    ("fine", gettext_lazy("okay")),
    ("sad", gettext_lazy("sad")),
    ("angry", gettext_lazy("angry")),
]


class SampleForm(forms.Form):
    """A form with one field of each kind."""

    how = forms.ChoiceField(
        label=gettext_lazy("How did you speak?"),
        choices=HOW,
        widget=Taps(icons={key: key for key, _label in HOW}),
    )
    mood = forms.ChoiceField(
        label=gettext_lazy("How is it in class?"), choices=MOODS, widget=Taps()
    )
    words = forms.CharField(
        label=gettext_lazy("What went well?"),
        help_text=gettext_lazy("One sentence is enough."),
        max_length=280,
        widget=Words(),
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, required=False)
    mail = forms.EmailField(label=gettext_lazy("Mail address"))
    day = forms.DateField(label=gettext_lazy("On which day?"), widget=Day())
    group = forms.ChoiceField(
        label=gettext_lazy("Which class?"), choices=[("5B", "5B"), ("6A", "6A")]
    )
    code = forms.CharField(
        label=gettext_lazy("The code from your letter"), max_length=8, widget=Code()
    )
    photo = forms.FileField(label=gettext_lazy("A photo or paper"), required=False)
    agree = forms.BooleanField(label=gettext_lazy("I have read who can see this."))


def contact() -> Contact:
    """The one to call, for the gallery."""
    return Contact(
        name="Anna de Boer",
        role=_("your contact person"),
        days=_("Mon, Tue, Thu, Fri"),
        answers_within=_("answers within 2 school days"),
        phone="026 000 00 00",
        message_url="#message",
    )


def entries() -> list[Entry]:
    """Two things that happened, one of them answered."""
    now = timezone.now().replace(hour=15, minute=30)
    answer = Entry(
        "home", "Samira", _("She told it at dinner, very proudly."), now - timedelta(hours=3)
    )
    return [
        Entry(
            "school",
            "Anna de Boer",
            _("Noor asked for help herself today. That was new. She was proud."),
            now - timedelta(days=1),
            how=_("at the door"),
            answers=[answer],
            actions=[Action(_("Write back"), "#write")],
        ),
        Entry(
            "pupil",
            "Noor",
            _("When it is busy I want to go to the hallway for a moment."),
            now - timedelta(days=4),
            quote=True,
        ),
        Entry(
            "care",
            "Elif Demir",
            _("Thank you for letting me read along."),
            now - timedelta(days=40),
        ),
    ]


def seats() -> list[Seat]:
    """Who sits around Noor."""
    return [
        Seat("Samira El Amrani", "home", _("mother"), short="Samira"),
        Seat("Karim El Amrani", "home", _("father"), short="Karim"),
        Seat("Anna de Boer", "school", _("teacher, contact person"), short="juf Anna"),
        Seat("Kees Smit", "school", _("care coordinator"), short="Kees"),
        Seat("Elif Demir", "care", _("psychologist"), proposed=True, short="Elif"),
    ]


def lines() -> list[Line]:
    """How far three sides think we are."""
    return [
        Line("pupil", "Noor", [3, 3, 4, 5, 6]),
        Line("home", "Samira", [2, 2, 3, 3, 5]),
        Line("school", "Anna", [4, None, 4, 5, 6]),
    ]


def family_frame() -> Frame:
    """The frame a parent sees."""
    places = [_("Today"), "Noor", _("Talks"), _("Who looked")]
    return Frame(
        links=[Link(place, "#", current=place == "Noor") for place in places],
        languages=languages(),
        signed_in=True,
        name="Samira",
        family=True,
        here="/gallery/",
        quick_exit="https://www.buienradar.nl/",
        hats=hats(),
    )


def hats() -> list[SampleHat]:
    """Two hats to choose from, where hats can be changed."""
    try:
        reverse("people:hat")
    except NoReverseMatch:
        return []
    return [
        SampleHat("family", _("Samira, at home"), current=True),
        SampleHat("work", _("Samira, at work"), current=False),
    ]


def gallery() -> dict[str, Any]:
    """Everything the gallery draws."""
    return {
        "fresh": SampleForm(prefix="fresh"),
        "filled": SampleForm(
            {"filled-how": "phone", "filled-words": _("Noor laughed a lot."), "filled-mail": "x"},
            prefix="filled",
        ),
        "contact": contact(),
        "entries": entries(),
        "seats": seats(),
        "lines": lines(),
        "family": family_frame(),
        "today": timezone.now(),
        "ask_actions": [
            Action(_("Choose a time"), "#choose"),
            Action(_("Rather call"), "#call", icon="phone"),
        ],
        "head_actions": [Action(_("Only what is stuck (2)"), "#stuck")],
        "mend": [Action(_("Invite Anna"), "#invite", kind="main")],
        "tabs": [
            Tab(label, "#", current=nr == 0)
            for nr, label in enumerate(
                (_("Now"), _("Story"), pgettext("tab", "Look"), _("Plan"), _("Talks"))
            )
        ],
    }
