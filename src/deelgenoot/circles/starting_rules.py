"""Rules about which classes take part; pure, no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from deelgenoot.kernel.rules import Rulebook, rule

FAR_AHEAD = timedelta(days=400)
"""How far ahead a first day is believed; further is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class StartAsked:
    """What must be known to judge from when a class takes part; `today` is when it began."""

    since: datetime
    today: datetime
    by_class: bool = True
    unchanged: bool = True


@rule(
    _("Choose today or a later day."),
    id="takes-part-from-today",
    basis="product: what a family could not know yet cannot be called known afterwards",
)
def a_class_begins_today_or_later(asked: StartAsked) -> bool:
    """Let no class have taken part before anyone said so."""
    return asked.since >= asked.today


@rule(
    _("This day lies more than a year ahead. Look at the year."),
    id="takes-part-within-a-year",
    basis="product: a slip of the hand would leave a class out on nobody's wish",
)
def a_class_begins_within_a_year(asked: StartAsked) -> bool:
    """Take no day that is most likely a slip."""
    return asked.since <= asked.today + FAR_AHEAD


@rule(
    _("All classes take part already."),
    id="class-by-class-first",
    basis="product: a day for one class means something only where others wait",
)
def the_school_goes_class_by_class(asked: StartAsked) -> bool:
    """Choose days only where the school begins with some classes."""
    return asked.by_class


@rule(
    _("Someone else changed this a moment ago. Look at how it stands now, and choose again."),
    id="no-class-overwritten-unseen",
    basis="2-architecture 'Truth and history': two people saving the same thing, nothing is lost",
)
def it_stands_as_was_seen(asked: StartAsked) -> bool:
    """Let nobody undo unseen what a colleague just chose."""
    return asked.unchanged


STARTING = Rulebook(
    a_class_begins_today_or_later,
    a_class_begins_within_a_year,
    the_school_goes_class_by_class,
    it_stands_as_was_seen,
)
CHANGING_MODE = Rulebook(it_stands_as_was_seen)


@rule(
    _("The class of this child does not take part yet, so nobody is invited."),
    mend=_("An administrator turns it on, under 'Which classes take part'."),
    id="mail-once-the-class-takes-part",
    basis="product: a school begins with the classes that are ready",
)
def the_class_of_the_child_takes_part(takes_part: bool) -> bool:
    """Invite no family before its class takes part."""
    return takes_part


INVITED = Rulebook[bool](the_class_of_the_child_takes_part)
