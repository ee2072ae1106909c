"""Rules about leaving school, and how long what was written is kept; pure, no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from deelgenoot.kernel.rules import Rulebook, rule

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FAR_AHEAD = timedelta(days=400)
"""How far ahead a last day is believed; further is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class LeavingAsked:
    """What must be known to judge a last day: `since` is the latest first day of who leaves."""

    until: datetime
    since: datetime
    now: datetime
    unchanged: bool = True


@rule(
    _("The last day lies before the first day at this school."),
    id="leaves-after-coming",
    basis="product: a pupil was here for some time, or never",
)
def a_last_day_follows_the_first(asked: LeavingAsked) -> bool:
    """Refuse a last day before the first."""
    return asked.until > asked.since


@rule(
    _("This day lies more than a year ahead. Look at the year."),
    id="leaves-within-a-year",
    basis="product: a slip of the hand would close a circle on a day nobody remembers",
)
def a_last_day_is_within_a_year(asked: LeavingAsked) -> bool:
    """Take no day that is most likely a slip."""
    return asked.until <= asked.now + FAR_AHEAD


@rule(
    _("Someone else changed this last day a moment ago. Look at how it stands, and save again."),
    id="no-last-day-overwritten-unseen",
    basis="2-architecture 'Truth and history': two people saving the same thing, nothing is lost",
)
def a_last_day_is_as_was_seen(asked: LeavingAsked) -> bool:
    """Let nobody undo unseen what a colleague just noted."""
    return asked.unchanged


LEAVING = Rulebook(
    a_last_day_follows_the_first, a_last_day_is_within_a_year, a_last_day_is_as_was_seen
)


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of record, how many years after the last day it is kept, and who says so."""

    id: str
    what: "StrOrPromise"
    years: int
    note: "StrOrPromise"
    source: "StrOrPromise"
    found: bool
    basis: str


KEPT = (
    Kept(
        "pupil-file",
        _("The circle: the story, contacts, what was agreed"),
        2,
        _("Not longer than this, unless the family asks for it."),
        _("PO-Raad; Ouders & Onderwijs"),
        found=True,
        basis="3-domain §2.11: pupil file at most 2 years after leaving, found [64] [65]",
    ),
    Kept(
        "special",
        _("The circle of a pupil who went to special education"),
        3,
        _("Only then. Deelgenoot does not know it by itself."),
        _("PO-Raad; Ouders & Onderwijs"),
        found=True,
        basis="3-domain §2.11: referred to special education, 3 years, found [64] [65]",
    ),
    Kept(
        "enrolment",
        _("First and last day at school, and absence"),
        5,
        _("The school has to keep this so long."),
        _("PO-Raad; Ouders & Onderwijs"),
        found=True,
        basis="3-domain §2.11: absence, in and out enrolment, 5 years, found [64] [65]",
    ),
    Kept(
        "looks",
        _("Who looked at what (the audit book)"),
        5,
        _("Counted here from the last day; each line has a day of its own, not later than this."),
        _("Found for care (NEN 7513); that it holds for schools is our own reading"),
        found=False,
        basis="3-domain §2.11: access log at least 5 years from the line, found for care [69]",
    ),
)
"""How long each kind of record is kept after the last day; years differ by a setting."""


def kept_until(last_day: date, kept: Kept, differs: Mapping[str, int]) -> date:
    """Say from which day one kind of record may be destroyed; from 29 February it is 1 March."""
    year = last_day.year + differs.get(kept.id, kept.years)
    try:
        return last_day.replace(year=year) + timedelta(days=1)
    except ValueError:
        return date(year, 3, 1)
