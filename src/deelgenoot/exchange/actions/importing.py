"""Bring in a school's own file: set by set, all or nothing, and a second time changes nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zlib import crc32

from django.conf import settings
from django.db.models import Case, QuerySet, Value, When

from deelgenoot.access.actions import action
from deelgenoot.access.machine_tasks import IMPORT
from deelgenoot.access.rows import acting_as, ask_database, insert_many
from deelgenoot.audit.records import Trace, record_many
from deelgenoot.circles.actions.contact_person import ask_who_is_contact_at
from deelgenoot.circles.actions.leaving import note_last_days
from deelgenoot.circles.actions.story import renew_memberships_at
from deelgenoot.exchange.edexml.reader import EdexFile
from deelgenoot.exchange.planning import plan_of
from deelgenoot.exchange.policy import may_import
from deelgenoot.exchange.rules import BRINGING_IN, DOING, DeedAsked, FileAsked
from deelgenoot.exchange.school_file import circles_of_enrolments, what_stands
from deelgenoot.exchange.school_plan import TABLES, Plan
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Appointment, Assignment, Enrolment, Place, School
from deelgenoot.people.models import Controller
from deelgenoot.people.terms import ControllerKind

CORRECTS = {
    "people_person": "first = excluded.first, rest = excluded.rest, born_on = excluded.born_on",
}
NUMBERED: dict[str, Any] = {
    "organisations_enrolment": Enrolment,
    "organisations_appointment": Appointment,
}
"""Tables whose rows carry the number someone has in the school's own administration."""


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
    leaving: int
    renumbered: int
    questions: int
    staff_not_in_file: int


def preview(
    actor: Actor, file: EdexFile, *, name: str, answers: Mapping[str, str] | None = None
) -> Changes:
    """Say what a file would change, and change nothing."""
    return _changes(plan_file(actor, file, name=name, answers=answers))


@action(may_import)
def import_school(
    actor: Actor,
    file: EdexFile,
    *,
    name: str,
    leaving: int | None = None,
    answers: Mapping[str, str] | None = None,
    hear: Callable[[Changes], None] | None = None,
) -> School:
    """Make the file's school, classes, colleagues, pupils and circles; end what is over.

    `leaving` is how many pupils leave, said by who looked: needed when they are many. `hear` is
    told what changes, so that nobody has to compare the file twice to know.
    """
    one_at_a_time(file.whose.brin, file.whose.dependance)
    plan = plan_file(actor, file, name=name, answers=answers)
    DOING.require(asked_of(plan, leaving))
    if hear:
        hear(_changes(plan))
    return carry_out(plan)


def one_at_a_time(brin: str, dependance: str) -> None:
    """Let a second file of the same school wait until the first one is in, or is not."""
    key = f"deelgenoot.import {brin} {dependance}"
    ask_database("pg_advisory_xact_lock", crc32(key.encode()))


def asked_of(plan: Plan, agreed: int | None, *, as_seen: bool = True) -> DeedAsked:
    """Gather what decides whether a file may be brought in as it is."""
    questions = len(plan.pupils.questions) + len(plan.staff.questions)
    most = settings.SCHOOL_FILE_MOST_LEAVING
    return DeedAsked(
        questions, len(plan.leaving), pupils_here(plan), agreed, most, as_seen=as_seen
    )


def pupils_here(plan: Plan) -> int:
    """How many pupils are enrolled now."""
    return sum(plan.is_open(one) for one in plan.stands.pupils.values())


def carry_out(plan: Plan) -> School:
    """Write a plan down: all of it, in the transaction of the deed it is part of.

    Who asked for it stays who acts; the rows of circles are taken only from the import task.
    """
    actor = replace(plan.actor, task=IMPORT)
    with acting_as(actor):
        return _carry_out(plan, actor)


def _carry_out(plan: Plan, actor: Actor) -> School:
    """Write a plan down, as the import task."""
    school = plan.school
    if plan.stands.school is None:
        _make_school(school)
    _end_what_is_over(plan, actor)
    _renumber(plan, actor)
    for table, columns in TABLES.items():
        insert_many(table, columns, plan.rows[table])
    for table, sets in CORRECTS.items():
        again = f"ON CONFLICT (id) DO UPDATE SET {sets}"
        insert_many(table, TABLES[table], plan.corrected[table], otherwise=again)
    note_last_days(actor, school, plan.new_last_days | plan.last_days)
    renew_memberships_at(school.pk)
    ask_who_is_contact_at(school.pk)
    record_many(plan.actor, did="open_circle", to=_traces(school, plan.new_circles))
    changed = circles_of_enrolments(actor, plan.changed_enrolments())
    record_many(plan.actor, did="change_by_file", to=_traces(school, changed))
    return school


def _traces(school: School, circles: Iterable[UUID]) -> Iterator[Trace]:
    """One line for the audit book per child: which circle, and nothing of what changed."""
    for circle in circles:
        yield Trace(kind="circles.Circle", id=circle, circle=circle, board=school.board_id)


def plan_file(
    actor: Actor, file: EdexFile, *, name: str = "", answers: Mapping[str, str] | None = None
) -> Plan:
    """Compare the file with what stands here, if it may be brought in at all."""
    assert file.school
    stands = what_stands(actor, file)
    brin, year = file.school.brin, file.school.year
    BRINGING_IN.require(FileAsked(brin=brin, year=year, newest_year=stands.newest_year))
    return plan_of(actor, file, stands.school or _unsaved_school(file, name), stands, answers)


def _end_what_is_over(plan: Plan, actor: Actor) -> None:
    """End what the file no longer names, for people the file does name; open what it names again.

    In this order, so that one place or duty can follow another within one file.
    """
    _end(plan, Place.objects.seen_by(actor), plan.places_over())
    _end_places_of_leavers(plan, actor)
    _end(plan, Assignment.objects.seen_by(actor), plan.duties_over())
    appointments = Appointment.objects.seen_by(actor)
    _end(plan, appointments, plan.functions_over())
    appointments.filter(pk__in=plan.reopened).update(since=actor.now, until=None)


def _end_places_of_leavers(plan: Plan, actor: Actor) -> None:
    """Let the place in class end with the last day; one that began after it ends now."""
    gone = {plan.stands.pupils[key].id: until for key, until in plan.leaving.items()}
    ends: dict[datetime, list[UUID]] = {}
    for (enrolment, _group), place in plan.stands.places.items():
        if until := gone.get(enrolment):
            since, runs_until = plan.stands.spans[place]
            end = until if since < until else actor.now
            plan.note("organisations_place", place, "until", runs_until, end)
            ends.setdefault(end, []).append(place)
    for end, places in ends.items():
        Place.objects.seen_by(actor).filter(pk__in=places).update(until=end)


def _end(plan: Plan, rows: QuerySet[Any], over: list[UUID]) -> None:
    """Let some rows run until now and no longer."""
    now = plan.actor.now
    for id_ in over:
        plan.note(rows.model._meta.db_table, id_, "until", plan.stands.spans[id_][1], now)
    rows.filter(pk__in=over).update(until=now)


def _renumber(plan: Plan, actor: Actor) -> None:
    """Give who has a new number in the school's own administration that number here."""
    for table, model in NUMBERED.items():
        keys = {c.id: c.becomes for c in plan.changes if (c.table, c.column) == (table, "key")}
        if keys:
            told = Case(*(When(pk=id_, then=Value(key)) for id_, key in keys.items()))
            model.objects.seen_by(actor).filter(pk__in=keys).update(key=told)


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
        corrected=sum(len(changed) for changed in plan.corrected.values()) + len(plan.last_days),
        duties_over=len(plan.duties_over()) + len(plan.functions_over()),
        already_left=plan.already_left,
        leaving=len(plan.leaving),
        renumbered=len(plan.pupils.same) + len(plan.staff.same),
        questions=len(plan.pupils.questions) + len(plan.staff.questions),
        staff_not_in_file=len(set(stands.staff) - plan.told_staff - by_hand),
    )
