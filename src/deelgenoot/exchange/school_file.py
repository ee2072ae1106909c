"""Read what stands here of a school, to compare its file with."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from deelgenoot.circles.models import Circle
from deelgenoot.exchange.edexml.reader import EdexFile
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import (
    Appointment,
    Assignment,
    Enrolment,
    Group,
    Place,
    School,
)
from deelgenoot.organisations.terms import GroupRole

Pair = tuple[UUID, UUID]


class Known(NamedTuple):
    """A person who stands here, as the file told them last time."""

    person: UUID
    first: str
    rest: str
    born_on: date | None


class Enrolled(NamedTuple):
    """A pupil's enrolment that stands here."""

    id: UUID
    pupil: Known
    since: datetime
    until: datetime | None


@dataclass(slots=True)
class Standing:
    """What stands here now of one school, by the keys of the file."""

    school: School | None = None
    newest_year: str = ""
    groups: dict[str, UUID] = field(default_factory=dict)
    pupils: dict[str, Enrolled] = field(default_factory=dict)
    places: dict[Pair, UUID] = field(default_factory=dict)
    staff: dict[str, Known] = field(default_factory=dict)
    appointments: dict[tuple[str, str], UUID] = field(default_factory=dict)
    ended: set[UUID] = field(default_factory=set)
    assignments: dict[Pair, tuple[UUID, str]] = field(default_factory=dict)


def _open(rows: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    """Those that run now."""
    return rows.filter(Q(until=None) | Q(until__gt=actor.now))


def find_school(actor: Actor, brin: str, dependance: str) -> School | None:
    """Find the school of a file."""
    rows = School.objects.seen_by(actor).select_related("board")
    return rows.filter(brin=brin, dependance=dependance).first()


def what_stands(actor: Actor, file: EdexFile) -> Standing:
    """Read what stands here of the file's school, in a fixed number of questions."""
    assert file.school
    school = find_school(actor, file.school.brin, file.school.dependance)
    if school is None:
        return Standing()
    groups = Group.objects.seen_by(actor).filter(school=school)
    places = _open(Place.objects.seen_by(actor), actor).filter(enrolment__school=school)
    duties = _open(Assignment.objects.seen_by(actor), actor).filter(appointment__school=school)
    duties = duties.exclude(role=GroupRole.SUBSTITUTE)  # of today, and no file knows of it
    stands = Standing(
        school=school,
        newest_year=groups.aggregate(last=Max("year"))["last"] or "",
        groups=dict(groups.filter(year=file.school.year).values_list("key", "id")),
        pupils=_pupils(actor, school),
        places={(e, g): p for p, e, g in places.values_list("id", "enrolment_id", "group_id")},
        assignments={
            (a, g): (i, r)
            for i, a, g, r in duties.values_list("id", "appointment_id", "group_id", "role")
        },
    )
    _read_staff(actor, school, stands)
    return stands


def _pupils(actor: Actor, school: School) -> dict[str, Enrolled]:
    """Read who is or was enrolled."""
    rows = Enrolment.objects.seen_by(actor).filter(school=school)
    person = ("pupil_id", "pupil__first", "pupil__rest", "pupil__born_on")
    return {
        key: Enrolled(id_, Known(*facts), since, until)
        for key, id_, since, until, *facts in rows.values_list(
            "key", "id", "since", "until", *person
        )
    }


def _read_staff(actor: Actor, school: School, stands: Standing) -> None:
    """Read who works or worked there, and as what."""
    rows = Appointment.objects.seen_by(actor).filter(school=school)
    person = ("person_id", "person__first", "person__rest", "person__born_on")
    for key, id_, function, until, *facts in rows.values_list(
        "key", "id", "function", "until", *person
    ):
        stands.staff[key] = Known(*facts)
        stands.appointments[key, function] = id_
        if until is not None and until <= actor.now:
            stands.ended.add(id_)


def circles_of_enrolments(actor: Actor, enrolments: Collection[UUID]) -> list[UUID]:
    """List the circles of some pupils by their enrolments."""
    if not enrolments:
        return []
    rows = Circle.objects.seen_by(actor).filter(enrolment__in=enrolments)
    return list(rows.values_list("pk", flat=True))


def circles_of(actor: Actor, school: School) -> list[UUID]:
    """List the circles of a school."""
    rows = Circle.objects.seen_by(actor).filter(school=school)
    return list(rows.values_list("pk", flat=True))
