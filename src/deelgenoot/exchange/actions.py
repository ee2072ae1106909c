"""Bring in a school's own file: set by set, all or nothing, and a second time changes nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zlib import crc32

from django.db.models import QuerySet

from deelgenoot.access.actions import action
from deelgenoot.access.rows import ask_database, insert_many
from deelgenoot.audit.records import Trace, record_many
from deelgenoot.circles.actions.story import renew_memberships
from deelgenoot.exchange.edexml.reader import EdexFile
from deelgenoot.exchange.planning import plan_of
from deelgenoot.exchange.policy import may_import
from deelgenoot.exchange.rules import BRINGING_IN, FileAsked
from deelgenoot.exchange.school_file import circles_of, circles_of_enrolments, what_stands
from deelgenoot.exchange.school_plan import TABLES, Plan
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Appointment, Assignment, Place, School
from deelgenoot.people.models import Controller
from deelgenoot.people.terms import ControllerKind

CORRECTS = {
    "people_person": "first = excluded.first, rest = excluded.rest, born_on = excluded.born_on",
    "organisations_enrolment": "until = excluded.until",
}


@dataclass(frozen=True, slots=True)
class Changes:
    """How many of what changes; the same before and after."""

    new_school: bool
    groups: int
    pupils: int
    moved: int
    staff: int
    corrected: int
    duties_over: int
    already_left: int
    pupils_not_in_file: int
    staff_not_in_file: int


def preview(actor: Actor, file: EdexFile, *, name: str) -> Changes:
    """Say what a file would change, and change nothing."""
    return _changes(_plan(actor, file, name))


@action(may_import)
def import_school(
    actor: Actor, file: EdexFile, *, name: str, hear: Callable[[Changes], None] | None = None
) -> School:
    """Make the file's school, classes, colleagues, pupils and circles; end what is over.

    `hear` is told what changes, so that nobody has to compare the file twice to know.
    """
    _one_at_a_time(file)
    plan = _plan(actor, file, name)
    if hear:
        hear(_changes(plan))
    school = plan.school
    if plan.stands.school is None:
        _make_school(school)
    _end_what_is_over(plan)
    for table, columns in TABLES.items():
        insert_many(table, columns, plan.rows[table])
    for table, sets in CORRECTS.items():
        again = f"ON CONFLICT (id) DO UPDATE SET {sets}"
        insert_many(table, TABLES[table], plan.corrected[table], otherwise=again)
    renew_memberships(circles_of(actor, school))
    record_many(actor, did="open_circle", to=_traces(school, plan.new_circles))
    changed = circles_of_enrolments(actor, plan.changed_enrolments())
    record_many(actor, did="change_by_file", to=_traces(school, changed))
    return school


def _one_at_a_time(file: EdexFile) -> None:
    """Let a second file of the same school wait until the first one is in, or is not."""
    assert file.school
    key = f"deelgenoot.import {file.school.brin} {file.school.dependance}"
    ask_database("pg_advisory_xact_lock", crc32(key.encode()))


def _traces(school: School, circles: Iterable[UUID]) -> list[Trace]:
    """One line for the audit book per child: which circle, and nothing of what changed."""
    return [
        Trace(kind="circles.Circle", id=circle, circle=circle, board=school.board_id)
        for circle in circles
    ]


def _plan(actor: Actor, file: EdexFile, name: str) -> Plan:
    """Compare the file with what stands here, if it may be brought in at all."""
    assert file.school
    stands = what_stands(actor, file)
    brin, year = file.school.brin, file.school.year
    BRINGING_IN.require(FileAsked(brin=brin, year=year, newest_year=stands.newest_year))
    return plan_of(actor, file, stands.school or _unsaved_school(file, name), stands)


def _end_what_is_over(plan: Plan) -> None:
    """End what the file no longer names, for people the file does name; open what it names again.

    In this order, so that one place or duty can follow another within one file.
    """
    actor = plan.actor
    _end(Place.objects.seen_by(actor), plan.places_over(), actor)
    _end(Assignment.objects.seen_by(actor), plan.duties_over(), actor)
    appointments = Appointment.objects.seen_by(actor)
    _end(appointments, plan.functions_over(), actor)
    appointments.filter(pk__in=plan.reopened).update(since=actor.now, until=None)


def _end(rows: QuerySet[Any], over: list[UUID], actor: Actor) -> None:
    """Let some rows run until now and no longer."""
    rows.filter(pk__in=over).update(until=actor.now)


def _unsaved_school(file: EdexFile, name: str) -> School:
    """A school as the file tells it, with a board of its own; boards are joined by hand later."""
    assert file.school
    board = Controller(name=name, kind=ControllerKind.BOARD)
    return School(board=board, name=name, brin=file.school.brin, dependance=file.school.dependance)


def _make_school(school: School) -> None:
    """Write a new school and its board."""
    Controller.objects.create(id=school.board_id, name=school.name, kind=ControllerKind.BOARD)
    School.objects.create(
        id=school.pk,
        board_id=school.board_id,
        name=school.name,
        brin=school.brin,
        dependance=school.dependance,
    )


def _changes(plan: Plan) -> Changes:
    """Count what a plan does."""
    rows, stands = plan.rows, plan.stands
    by_hand = {key for key, function in stands.appointments if function == "administrator"}
    return Changes(
        new_school=stands.school is None,
        groups=len(rows["organisations_group"]),
        pupils=len(plan.new_circles),
        moved=len(plan.moved),
        staff=len(rows["organisations_appointment"]) + len(plan.reopened),
        corrected=sum(len(changed) for changed in plan.corrected.values()),
        duties_over=len(plan.duties_over()) + len(plan.functions_over()),
        already_left=plan.already_left,
        pupils_not_in_file=len(set(stands.pupils) - plan.told_pupils),
        staff_not_in_file=len(set(stands.staff) - plan.told_staff - by_hand),
    )
