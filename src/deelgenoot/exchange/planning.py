"""Work out from a school's file what is new, what changed and what is over."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from uuid_utils.compat import uuid7

from deelgenoot.exchange.edexml.reader import EdexFile
from deelgenoot.exchange.edexml.rows import YEAR_GROUPS, GroupRow, PupilRow, TeacherRow
from deelgenoot.exchange.recognising import as_told, match_pupils, match_staff
from deelgenoot.exchange.school_file import Enrolled, Known, Standing
from deelgenoot.exchange.school_plan import Plan
from deelgenoot.exchange.staff_roles import functions_of, is_colleague, role_with_class
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School
from deelgenoot.organisations.terms import Function
from deelgenoot.people.terms import Side
from deelgenoot.ui.dates import end_of

LONGEST_ADDRESS = 254
NEVER = 9000


def plan_of(
    actor: Actor,
    file: EdexFile,
    school: School,
    stands: Standing,
    answers: Mapping[str, str] | None = None,
) -> Plan:
    """Work out everything the file changes; `answers` says who is the same under a new number."""
    assert file.school
    plan = Plan(actor, school, stands)
    match_pupils(plan, file, answers or {})
    match_staff(plan, file, answers or {})
    for group in file.groups:
        _plan_group(plan, group, file.school.year)
    for pupil in file.pupils:
        plan.told_pupils.add(pupil.key)
        if pupil.key not in plan.pupils.questions:
            _plan_pupil(plan, pupil)
    _plan_leaving(plan, last_day_of(file, actor))
    for teacher in file.teachers:
        _plan_teacher(plan, teacher)
    return plan


def last_day_of(file: EdexFile, actor: Actor) -> date:
    """The day the file was made about: the last day of who is no longer in it; never to come."""
    today = timezone.localdate(actor.now)
    told = file.school and (file.school.counted_on or file.school.made_on)
    return min(told or today, today)


def _plan_leaving(plan: Plan, last_day: date) -> None:
    """Who stands here and is not in the file has left, on the day of the file.

    Who came after that day is not in it yet, and nothing happens to who is asked about.
    """
    until = _midnight(last_day + timedelta(days=1))
    for key, known in plan.stands.pupils.items():
        if key in plan.told_pupils or key in plan.pupils.asked_about:
            continue
        if known.by_hand:
            continue  # who keeps the papers noted another last day
        if known.since < until and (known.until is None or known.until > until):
            plan.leaving[key] = until
            plan.correct_last_day(known, until)


def _plan_group(plan: Plan, row: GroupRow, year: str) -> None:
    """A class of this school year, if it does not stand here yet."""
    if row.key in plan.stands.groups:
        return
    plan.stands.groups[row.key] = plan.add(
        "organisations_group",
        plan.school.pk,
        row.key,
        row.name,
        year,
        row.year_group if row.year_group in YEAR_GROUPS else "",
        row.combined,
    )


def _plan_pupil(plan: Plan, row: PupilRow) -> None:
    """A pupil: new with a circle, or known and perhaps in another class or gone."""
    known = plan.stands.pupils.get(row.key)
    until = _end(row.left_on)
    if known is None and until and until <= plan.actor.now:
        plan.already_left += 1
        return
    if known:
        plan.correct_name(known.pupil, as_told(row, known.pupil.person), side=Side.FAMILY.value)
        came = _midnight(row.enrolled_on) if row.enrolled_on else None
        plan.correct_last_day(known, until, came)
        enrolment = known.id
    else:
        enrolment = _new_pupil(plan, row, until)
    for key in dict.fromkeys((row.group_key, *row.combined_keys)):
        group = plan.stands.groups.get(key or "")
        if group is None:
            continue
        if known:
            plan.kept_places.add((enrolment, group))
        if (enrolment, group) not in plan.stands.places:
            plan.add("organisations_place", enrolment, group, plan.actor.now)
            if known:
                plan.moved.add(enrolment)


def _new_pupil(plan: Plan, row: PupilRow, until: datetime | None) -> UUID:
    """A pupil who was not here before, with an enrolment and a circle."""
    told = as_told(row, uuid7())
    board, now = plan.school.board_id, plan.actor.now
    since = min(_midnight(row.enrolled_on), now) if row.enrolled_on else now
    facts = (told.first, told.rest, told.born_on)
    pupil = plan.add("people_person", board, Side.FAMILY.value, *facts, "", None, "")
    enrolment = plan.add("organisations_enrolment", plan.school.pk, pupil, row.key, since)
    if until:
        plan.new_last_days[enrolment] = until
    circle = plan.add("circles_circle", pupil, plan.school.pk, board, enrolment, now)
    plan.stands.pupils[row.key] = Enrolled(enrolment, told._replace(person=pupil), since, until)
    plan.new_circles.append(circle)
    return enrolment


def _plan_teacher(plan: Plan, row: TeacherRow) -> None:
    """A colleague: functions at school and roles with classes; one's own are given by another."""
    stands, now = plan.stands, plan.actor.now
    known = stands.staff.get(row.key)
    if _left_to_others(plan, row.key, known) or not is_colleague(row):
        return
    if known:
        plan.correct_name(known, as_told(row, known.person), side=Side.WORK.value)
    else:
        _new_colleague(plan, row)
    functions = functions_of(row)
    for function in functions:
        _plan_function(plan, row.key, function)
    first_choice = Function.TEACHER if Function.TEACHER in functions else functions[0]
    appointment = stands.appointments[row.key, first_choice]
    with_class: set[UUID] = set()
    for tie in row.groups:
        group, role = stands.groups.get(tie.group_key), role_with_class(tie, row.roles)
        if group is None or role is None or group in with_class:
            continue
        with_class.add(group)
        plan.kept_duties.add((appointment, group, role.value))
        _duty, stood_as = stands.assignments.get((appointment, group), (None, ""))
        if stood_as != role.value:
            plan.add("organisations_assignment", appointment, group, role.value, now)


def _left_to_others(plan: Plan, key: str, known: Known | None) -> bool:
    """Whether nothing is done about this colleague: it is oneself, or a question is open."""
    itself = known is not None and known.person in plan.actor.persons
    plan.own |= itself
    if itself or key in plan.staff.questions:
        return True
    plan.told_staff.add(key)
    return False


def _new_colleague(plan: Plan, row: TeacherRow) -> None:
    """A colleague who was not here before."""
    told, school = as_told(row, uuid7()), plan.school
    side = Side.WORK.value
    facts = (told.first, told.rest, None)
    person = plan.add("people_person", school.board_id, side, *facts, "", school.pk, school.name)
    plan.stands.staff[row.key] = told._replace(person=person)
    if _is_address(row.mail):
        plan.add("people_mailbox", person, row.mail, plan.actor.now)


def _plan_function(plan: Plan, key: str, function: Function) -> None:
    """What a colleague does at school: new, still so, or again."""
    plan.kept_functions.add((key, function.value))
    stands = plan.stands
    appointment = stands.appointments.get((key, function.value))
    if appointment is None:
        person = stands.staff[key].person
        facts = (function.value, key, plan.actor.now)
        stands.appointments[key, function.value] = plan.add(
            "organisations_appointment", plan.school.pk, person, *facts
        )
    elif appointment in stands.ended:
        plan.reopened.append(appointment)
        since, until = stands.spans[appointment]
        plan.note("organisations_appointment", appointment, "since", since, plan.actor.now)
        plan.note("organisations_appointment", appointment, "until", until, None)


def _is_address(mail: str) -> bool:
    """Whether mail could reach this address; any other is left out, school types it later."""
    try:
        validate_email(mail)
    except ValidationError:
        return False
    return len(mail) <= LONGEST_ADDRESS


def _end(last_day: date | None) -> datetime | None:
    """When a pupil is no longer at school; some systems write 9999 for a day that is not known."""
    return end_of(last_day) if last_day and last_day.year < NEVER else None


@lru_cache(maxsize=4096)
def _midnight(day: date) -> datetime:
    """The first moment of a day at school."""
    return timezone.make_aware(datetime.combine(day, time.min))
