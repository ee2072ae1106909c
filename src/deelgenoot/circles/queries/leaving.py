"""What leaving school does for one pupil, and who left lately, as the administrator sees it."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings

from deelgenoot.access.rows import ask_database
from deelgenoot.circles.leaving_rules import KEPT, Kept, kept_until
from deelgenoot.circles.queries.keeping import guardians_of
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Enrolment, Leaving
from deelgenoot.organisations.terms import GoingTo
from deelgenoot.ui.dates import day_before, end_of
from deelgenoot.ui.names import in_a_row

MOST = 60


@dataclass(frozen=True, slots=True)
class Leaves:
    """What happens when a pupil leaves after a day, in facts: nothing about how it goes."""

    last_day: date
    reads_until: date
    colleagues: int
    read_on: str
    not_in: str
    over: bool


@dataclass(frozen=True, slots=True)
class Noted:
    """The last day that stands, and what was noted with it by hand."""

    last_day: date
    going_to: str
    by_hand: bool


@dataclass(frozen=True, slots=True)
class KeptLine:
    """From which day one kind of record may be destroyed, by which rule."""

    kept: Kept
    years: int
    day: date
    differs: bool


@dataclass(frozen=True, slots=True)
class LeftLine:
    """One pupil who leaves or left."""

    enrolment: UUID
    name: str
    last_day: date


def what_leaving_does(actor: Actor, enrolment: Enrolment, last_day: date) -> Leaves:
    """Say who loses a place after a day and who reads on until when."""
    around = ask_database("deelgenoot_around_enrolment", enrolment.pk)
    there = {person for person, at_work in around if not at_work}
    adults = guardians_of(actor, enrolment)
    closes = end_of(last_day)
    return Leaves(
        last_day=last_day,
        reads_until=day_before(closes + timedelta(days=settings.READS_ON_DAYS)),
        colleagues=len({person for person, at_work in around if at_work}),
        read_on=in_a_row([a.name for a in adults if a.person in there and a.has_account]),
        not_in=in_a_row([a.name for a in adults if a.person in there and not a.has_account]),
        over=closes <= actor.now,
    )


def what_is_noted(actor: Actor, enrolment: Enrolment) -> Noted | None:
    """Say which last day stands, and where the pupil goes as far as that was noted."""
    if enrolment.until is None:
        return None
    rows = Leaving.objects.seen_by(actor).filter(enrolment=enrolment, undone_at=None)
    said = rows.values_list("going_to", flat=True).first()
    going_to = str(GoingTo(said).label) if said else ""
    return Noted(day_before(enrolment.until), going_to, said is not None)


def going_to_of(actor: Actor, enrolment: Enrolment) -> str:
    """The code of where the pupil goes, to fill in again."""
    rows = Leaving.objects.seen_by(actor).filter(enrolment=enrolment, undone_at=None)
    return rows.values_list("going_to", flat=True).first() or ""


def how_long_kept(last_day: date) -> list[KeptLine]:
    """Say of each kind of record from which day it may be destroyed."""
    differs = settings.RETENTION_YEARS
    return [
        KeptLine(
            kept,
            differs.get(kept.id, kept.years),
            kept_until(last_day, kept, differs),
            kept.id in differs,
        )
        for kept in KEPT
    ]


def who_left(actor: Actor) -> list[LeftLine]:
    """List the pupils of the school who leave or left, the last ones first."""
    rows = Enrolment.objects.seen_by(actor).filter(until__isnull=False)
    told = rows.order_by("-until", "-id").values_list("pk", "pupil__first", "pupil__rest", "until")
    return [
        LeftLine(id_, f"{first} {rest}".strip(), day_before(until))
        for id_, first, rest, until in told[:MOST]
        if until
    ]
