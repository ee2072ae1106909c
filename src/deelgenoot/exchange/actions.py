"""Bring in a school's own file: set by set, all or nothing, and a second time changes nothing."""

from deelgenoot.access.actions import action
from deelgenoot.access.rows import insert_many
from deelgenoot.audit.records import Trace, record_many
from deelgenoot.circles.actions.story import renew_memberships
from deelgenoot.exchange.edexml.reader import EdexFile
from deelgenoot.exchange.policy import may_import
from deelgenoot.exchange.school_file import Changes, circles_of, keys_missing, what_stands
from deelgenoot.exchange.school_plan import TABLES, Plan, plan_of
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Assignment, Place, School
from deelgenoot.people.models import Controller
from deelgenoot.people.terms import ControllerKind


def preview(actor: Actor, file: EdexFile, *, name: str) -> Changes:
    """Say what a file would change, and change nothing."""
    stands = what_stands(actor, file)
    school = stands.school or _unsaved_school(file, name)
    return _changes(plan_of(actor, file, school, stands), file)


@action(may_import)
def import_school(actor: Actor, file: EdexFile, *, name: str) -> School:
    """Make the file's school, classes, colleagues, pupils and circles; end what moved."""
    stands = what_stands(actor, file)
    school = stands.school or _make_school(file, name)
    plan = plan_of(actor, file, school, stands)
    _end_what_moved(plan)
    for table, columns in TABLES.items():
        insert_many(table, columns, plan.rows[table])
    renew_memberships(circles_of(actor, school))
    traces = [
        Trace(kind="circles.Circle", id=circle, circle=circle, board=school.board_id)
        for circle in plan.new_circles
    ]
    record_many(actor, did="open_circle", to=traces)
    return school


def _end_what_moved(plan: Plan) -> None:
    """End places and duties that the file no longer names, for people the file does name."""
    actor, stands = plan.actor, plan.stands
    named = {enrolment for enrolment, _ in plan.kept_places}
    gone = [
        place
        for (enrolment, group), place in stands.places.items()
        if enrolment in named
        and (enrolment, group) not in plan.kept_places
        and group in stands.groups.values()
    ]
    Place.objects.seen_by(actor).filter(pk__in=gone).update(until=actor.now)
    busy = {appointment for appointment, _ in plan.kept_duties}
    over = [
        duty
        for (appointment, group), (duty, _role) in stands.assignments.items()
        if appointment in busy
        and (appointment, group) not in plan.kept_duties
        and group in stands.groups.values()
    ]
    Assignment.objects.seen_by(actor).filter(pk__in=over).update(until=actor.now)


def _unsaved_school(file: EdexFile, name: str) -> School:
    """A school as the file tells it."""
    board = Controller(name=name, kind=ControllerKind.BOARD)
    return School(board=board, name=name, brin=file.school.brin, dependance=file.school.dependance)


def _make_school(file: EdexFile, name: str) -> School:
    """Write a new school with a board of its own; boards are joined by hand later."""
    school = _unsaved_school(file, name)
    Controller.objects.create(id=school.board_id, name=name, kind=ControllerKind.BOARD)
    return School.objects.create(
        id=school.pk,
        board_id=school.board_id,
        name=name,
        brin=school.brin,
        dependance=school.dependance,
    )


def _changes(plan: Plan, file: EdexFile) -> Changes:
    """Count what a plan does."""
    told = {pupil.key for pupil in file.pupils}
    return Changes(
        new_school=plan.school._state.adding,
        groups=len(plan.rows["organisations_group"]),
        pupils=len(plan.rows["circles_circle"]),
        moved=plan.moved,
        staff=len({row[2] for row in plan.rows["organisations_appointment"]}),
        not_in_file=len(keys_missing(plan.stands.enrolments, told)),
    )
