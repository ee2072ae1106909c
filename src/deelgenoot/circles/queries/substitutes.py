"""Who stands in today with a class, and which colleagues could."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from deelgenoot.access.rows import ask_database
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Appointment, Assignment, Group
from deelgenoot.organisations.terms import Function, GroupRole

STAND_IN = (
    Function.TEACHER,
    Function.ASSISTANT,
    Function.COORDINATOR,
    Function.LEADER,
    Function.INTERN,
    Function.OTHER,
)
MOST = 120


@dataclass(frozen=True, slots=True)
class ColleagueLine:
    """One colleague who could stand in today."""

    appointment: UUID
    name: str
    function: str


@dataclass(frozen=True, slots=True)
class SubstituteLine:
    """One colleague who stands in now, until when."""

    assignment: UUID
    name: str
    until: datetime


def find_group(actor: Actor, group: UUID) -> Group:
    """Find a class of the own school."""
    return Group.objects.seen_by(actor).get(pk=group)


def with_class_now(actor: Actor, group: UUID) -> list[Assignment]:
    """List who has a class now, with the colleague of each task."""
    rows = Assignment.objects.seen_by(actor).filter(
        Q(until=None) | Q(until__gt=actor.now), group=group, since__lte=actor.now
    )
    return list(rows.select_related("appointment__person").order_by("since", "id")[:MOST])


def substitutes_of(tasks: list[Assignment]) -> list[SubstituteLine]:
    """Say who of those with a class stands in until tonight."""
    return [
        SubstituteLine(task.pk, task.appointment.person.name, task.until)
        for task in tasks
        if task.role == GroupRole.SUBSTITUTE and task.until
    ]


def who_could(actor: Actor, tasks: list[Assignment]) -> list[ColleagueLine]:
    """List the colleagues who do not have this class yet, each once, by name."""
    taken = {task.appointment.person_id for task in tasks} | set(actor.persons)
    rows = (
        Appointment.objects.seen_by(actor)
        .filter(
            Q(until=None) | Q(until__gt=actor.now), function__in=STAND_IN, since__lte=actor.now
        )
        .exclude(person__in=taken)
        .select_related("person")
        .order_by("person__first", "person__rest", "since", "id")[:MOST]
    )
    found: dict[UUID, ColleagueLine] = {}
    for row in rows:
        label = str(Function(row.function).label)
        found.setdefault(row.person_id, ColleagueLine(row.pk, row.person.name, label))
    return list(found.values())


def where_i_replace(actor: Actor) -> frozenset[UUID]:
    """Say in which classes this colleague may let someone stand in."""
    if actor.is_family:
        return frozenset()
    return frozenset(row[0] for row in ask_database("deelgenoot_groups_i_replace_in"))


def groups_named(actor: Actor, groups: frozenset[UUID]) -> list[tuple[UUID, str]]:
    """Name some classes of the own school."""
    rows = Group.objects.seen_by(actor).filter(pk__in=groups)
    return list(rows.order_by("combined", "name", "id").values_list("id", "name")[:60])


def find_appointment(actor: Actor, appointment: UUID) -> Appointment:
    """Find a colleague who works here now and could stand in."""
    rows = Appointment.objects.seen_by(actor).filter(
        Q(until=None) | Q(until__gt=actor.now), function__in=STAND_IN, since__lte=actor.now
    )
    return rows.select_related("person").get(pk=appointment)
