"""Compare a school's file with what stands here: what is new, what moved, what stays."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

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

Pair = tuple[UUID, UUID]


@dataclass(slots=True)
class Standing:
    """What stands here now of one school, by the keys of the file."""

    school: School | None = None
    groups: dict[str, UUID] = field(default_factory=dict)
    enrolments: dict[str, UUID] = field(default_factory=dict)
    places: dict[Pair, UUID] = field(default_factory=dict)
    staff: dict[str, UUID] = field(default_factory=dict)
    appointments: dict[tuple[str, str], UUID] = field(default_factory=dict)
    assignments: dict[Pair, tuple[UUID, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """How many of what will change; shown before and told after."""

    new_school: bool
    groups: int
    pupils: int
    moved: int
    staff: int
    not_in_file: int

    @property
    def none(self) -> bool:
        """Whether the file says nothing new."""
        return not (self.new_school or self.groups or self.pupils or self.moved or self.staff)


def find_school(actor: Actor, brin: str, dependance: str) -> School | None:
    """Find the school of a file."""
    rows = School.objects.seen_by(actor).select_related("board")
    return rows.filter(brin=brin, dependance=dependance).first()


def _open(rows: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    """Those that run now."""
    return rows.filter(Q(until=None) | Q(until__gt=actor.now))


def what_stands(actor: Actor, file: EdexFile) -> Standing:
    """Read what stands here of the file's school."""
    school = find_school(actor, file.school.brin, file.school.dependance)
    if school is None:
        return Standing()
    groups = Group.objects.seen_by(actor).filter(school=school, year=file.school.year)
    enrolments = Enrolment.objects.seen_by(actor).filter(school=school)
    places = _open(Place.objects.seen_by(actor), actor).filter(enrolment__school=school)
    staff = Appointment.objects.seen_by(actor).filter(school=school)
    duties = _open(Assignment.objects.seen_by(actor), actor).filter(appointment__school=school)
    return Standing(
        school=school,
        groups=dict(groups.values_list("key", "id")),
        enrolments=dict(enrolments.values_list("key", "id")),
        places={(e, g): p for p, e, g in places.values_list("id", "enrolment_id", "group_id")},
        staff=dict(staff.values_list("key", "person_id")),
        appointments={(k, f): a for a, k, f in staff.values_list("id", "key", "function")},
        assignments={
            (a, g): (i, r)
            for i, a, g, r in duties.values_list("id", "appointment_id", "group_id", "role")
        },
    )


def circles_of(actor: Actor, school: School) -> list[UUID]:
    """List the circles of a school."""
    rows = Circle.objects.seen_by(actor).filter(school=school)
    return list(rows.values_list("pk", flat=True))


def keys_missing(standing: Iterable[str], told: Iterable[str]) -> set[str]:
    """Say which keys stand here and are not in the file."""
    return set(standing) - set(told)
