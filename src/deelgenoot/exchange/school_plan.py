"""Work out which rows a school's file adds; nothing is written here."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils import timezone
from uuid_utils.compat import uuid7

from deelgenoot.exchange.edexml.reader import EdexFile
from deelgenoot.exchange.edexml.rows import PupilRow, TeacherRow
from deelgenoot.exchange.school_file import Standing
from deelgenoot.exchange.staff_roles import functions_of, is_colleague, role_with_class
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School
from deelgenoot.organisations.terms import Function
from deelgenoot.people.terms import Side

TABLES: dict[str, dict[str, str]] = {
    "people_person": {
        "id": "uuid",
        "controller_id": "uuid",
        "side": "text",
        "first": "text",
        "rest": "text",
        "born_on": "date",
        "language": "text",
        "workplace": "uuid",
        "workplace_name": "text",
    },
    "organisations_group": {
        "id": "uuid",
        "school_id": "uuid",
        "key": "text",
        "name": "text",
        "year": "text",
        "year_group": "text",
        "combined": "bool",
    },
    "organisations_enrolment": {
        "id": "uuid",
        "school_id": "uuid",
        "pupil_id": "uuid",
        "key": "text",
        "since": "timestamptz",
        "until": "timestamptz",
    },
    "circles_circle": {
        "id": "uuid",
        "pupil_id": "uuid",
        "school_id": "uuid",
        "board_id": "uuid",
        "enrolment_id": "uuid",
        "opened_at": "timestamptz",
    },
    "organisations_place": {
        "id": "uuid",
        "enrolment_id": "uuid",
        "group_id": "uuid",
        "since": "timestamptz",
    },
    "organisations_appointment": {
        "id": "uuid",
        "school_id": "uuid",
        "person_id": "uuid",
        "function": "text",
        "key": "text",
        
        "since": "timestamptz",
    },
    "organisations_assignment": {
        "id": "uuid",
        "appointment_id": "uuid",
        "group_id": "uuid",
        "role": "text",
        "since": "timestamptz",
    },
    "people_mailbox": {
        "id": "uuid",
        "person_id": "uuid",
        "address": "text",
        "noted_at": "timestamptz",
    },
}


@dataclass(slots=True)
class Plan:
    """The rows a file adds and the rows it ends; nothing is written yet."""

    actor: Actor
    school: School
    stands: Standing
    rows: dict[str, list[tuple[Any, ...]]] = field(
        default_factory=lambda: {table: [] for table in TABLES}
    )
    kept_places: set[tuple[UUID, UUID]] = field(default_factory=set)
    kept_duties: set[tuple[UUID, UUID]] = field(default_factory=set)
    new_circles: list[UUID] = field(default_factory=list)
    moved: int = 0

    def add(self, table: str, *values: Any) -> UUID:
        """Note one new row and give its id."""
        made: UUID = uuid7()
        self.rows[table].append((made, *values))
        return made


def plan_of(actor: Actor, file: EdexFile, school: School, stands: Standing) -> Plan:
    """Work out every row the file adds."""
    plan = Plan(actor, school, stands)
    for group in file.groups:
        if group.key not in stands.groups:
            stands.groups[group.key] = plan.add(
                "organisations_group",
                school.pk,
                group.key,
                group.name,
                file.school.year,
                group.year_group,
                group.combined,
            )
    for pupil in file.pupils:
        _plan_pupil(plan, pupil)
    for teacher in filter(is_colleague, file.teachers):
        _plan_teacher(plan, teacher)
    return plan


def _plan_pupil(plan: Plan, row: PupilRow) -> None:
    """A pupil: new with a circle, or known and perhaps in another class."""
    enrolment = plan.stands.enrolments.get(row.key)
    known = enrolment is not None
    if enrolment is None:
        enrolment = _new_pupil(plan, row)
    wanted = [row.group_key, *row.combined_keys]
    for key in wanted:
        group = plan.stands.groups.get(key or "")
        if group is None:
            continue
        plan.kept_places.add((enrolment, group))
        if (enrolment, group) not in plan.stands.places:
            plan.add("organisations_place", enrolment, group, plan.actor.now)
            plan.moved += known


def _new_pupil(plan: Plan, row: PupilRow) -> UUID:
    """A pupil who was not here before, with an enrolment and a circle."""
    first, rest = split_name(row)
    board, now = plan.school.board_id, plan.actor.now
    since = min(_midnight(row.enrolled_on), now) if row.enrolled_on else now
    until = _midnight(row.left_on) if row.left_on else None
    pupil = plan.add(
        "people_person", board, Side.FAMILY.value, first, rest, row.born_on, "", None, ""
    )
    enrolment = plan.add("organisations_enrolment", plan.school.pk, pupil, row.key, since, until)
    circle = plan.add("circles_circle", pupil, plan.school.pk, board, enrolment, now)
    plan.stands.enrolments[row.key] = enrolment
    plan.new_circles.append(circle)
    return enrolment


def _plan_teacher(plan: Plan, row: TeacherRow) -> None:
    """A colleague: functions at school and roles with classes."""
    stands, now = plan.stands, plan.actor.now
    if row.key not in stands.staff:
        first, rest = split_name(row)
        stands.staff[row.key] = person = plan.add(
            "people_person",
            plan.school.board_id,
            Side.WORK.value,
            first,
            rest,
            None,
            "",
            plan.school.pk,
            plan.school.name,
        )
        if row.mail:
            plan.add("people_mailbox", person, row.mail, now)
    functions = functions_of(row)
    for function in functions:
        if (row.key, function) not in stands.appointments:
            stands.appointments[row.key, function] = plan.add(
                "organisations_appointment",
                plan.school.pk,
                stands.staff[row.key],
                function.value,
                row.key,
                now,
            )
    first_choice = Function.TEACHER if Function.TEACHER in functions else functions[0]
    appointment = stands.appointments[row.key, first_choice]
    for tie in row.groups:
        if (group := stands.groups.get(tie.group_key)) is None:
            continue
        role = role_with_class(tie, row.roles)
        plan.kept_duties.add((appointment, group))
        if (appointment, group) not in stands.assignments:
            plan.add("organisations_assignment", appointment, group, role.value, now)


def split_name(row: PupilRow | TeacherRow) -> tuple[str, str]:
    """Split a name in how someone is called and the rest; one name alone is the first."""
    first = row.call_name or row.first_names.partition(" ")[0] or row.initials
    rest = f"{row.prefix} {row.family_name}".strip()
    return (first, rest) if first else (rest, "")


def _midnight(day: date) -> datetime:
    """The first moment of a day at school."""
    return timezone.make_aware(datetime.combine(day, time.min))  # noqa: DTZ001
