"""Deeds of an administrator: a colleague comes, gets and leaves tasks, and goes."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from uuid_utils.compat import uuid7

from deelgenoot.access.actions import action
from deelgenoot.access.rows import ask_database
from deelgenoot.circles.actions.contact_person import ask_who_is_contact_at
from deelgenoot.circles.actions.substitutes import renew_memberships_of_group
from deelgenoot.circles.queries.staff import find_colleague
from deelgenoot.circles.queries.substitutes import find_group
from deelgenoot.kernel.actor import Actor
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import Appointment, Assignment, School
from deelgenoot.organisations.policy import may_keep_staff
from deelgenoot.organisations.rules import (
    CHANGING_WORK,
    ENDING,
    GIVING,
    ChangeAsked,
    EndAsked,
    TaskAsked,
    nobody_gets_a_task_twice,
)
from deelgenoot.organisations.terms import Function, GroupRole
from deelgenoot.people.models import Person
from deelgenoot.people.terms import Side

Row = TypeVar("Row", Appointment, Assignment)
BY_HAND = "hand:"
"""Keys of what was written here; a school's own file never ends it."""


@action(may_keep_staff)
def add_colleague(
    actor: Actor,
    school: School,
    *,
    once: UUID,
    first: str,
    rest: str,
    function: str,
    days: list[int],
    since: datetime,
    until: datetime | None,
) -> Person:
    """Add someone who works here; `once` is made with the form, so two taps add one colleague."""
    GIVING.require(TaskAsked(since=since, until=until))
    person = Person(id=once, controller_id=school.board_id, side=Side.WORK, first=first, rest=rest)
    person.workplace, person.workplace_name = school.pk, school.name
    try:
        with transaction.atomic():
            Person.objects.create_many([person])
    except IntegrityError:
        return person
    _appoint(school, person.pk, function, days, since, until)
    _renew_school(school)
    return person


@action(may_keep_staff)
def give_function(
    actor: Actor,
    school: School,
    *,
    person: UUID,
    function: str,
    since: datetime,
    until: datetime | None,
) -> None:
    """Appoint a colleague to one more function."""
    theirs = _locked(actor, school, person)
    has_it = any(one.function == function for one in theirs)
    _require_task(actor, theirs, has_it=has_it, since=since, until=until)
    days = next((one.days for one in theirs if one.days), [])
    _appoint(school, person, function, days, since, until)
    _renew_school(school)


@action(may_keep_staff)
def give_class(
    actor: Actor,
    school: School,
    *,
    person: UUID,
    group: UUID,
    role: GroupRole,
    since: datetime,
    until: datetime | None,
) -> None:
    """Give a colleague a role with a class."""
    theirs, klas = _locked(actor, school, person), find_group(actor, group)
    running = _running(Assignment.objects.seen_by(actor), actor)
    has_it = running.filter(appointment__person=person, group=klas).exclude(
        role=GroupRole.SUBSTITUTE
    )
    _require_task(actor, theirs, has_it=has_it.exists(), since=since, until=until)
    by_hand = [one for one in theirs if one.key.startswith(BY_HAND)]
    appointment = (by_hand or theirs)[0]
    try:
        with transaction.atomic():
            Assignment.objects.create(
                appointment=appointment, group=klas, role=role, since=since, until=until
            )
    except IntegrityError as twice:
        raise Refused(nobody_gets_a_task_twice) from twice
    renew_memberships_of_group(klas.pk)
    ask_who_is_contact_at(school.pk)


@action(may_keep_staff)
def change_work(
    actor: Actor,
    school: School,
    *,
    person: UUID,
    days: list[int],
    until: datetime | None,
    unchanged: bool = True,
) -> None:
    """Say on which days a colleague is there, and until when they work here.

    `unchanged` tells whether it still stands as the administrator saw it.
    """
    theirs = _locked(actor, school, person)
    CHANGING_WORK.require(ChangeAsked(unchanged=unchanged, since=actor.now, until=until))
    if until:
        _require_administrator_left(actor, school, theirs)
    rows = Appointment.objects.seen_by(actor).filter(pk__in=[one.pk for one in theirs])
    rows.update(days=sorted(days), until=until)
    _renew_school(school)


@action(may_keep_staff)
def end_function(actor: Actor, school: School, *, appointment: UUID) -> None:
    """Let a colleague's function end now, and with it every class that came with it."""
    rows = _running(Appointment.objects.seen_by(actor), actor).filter(
        pk=appointment, school=school
    )
    _require_administrator_left(actor, school, list(rows))
    rows.update(until=actor.now)
    _renew_school(school)


@action(may_keep_staff)
def end_class(actor: Actor, school: School, *, assignment: UUID) -> None:
    """Let a colleague's role with a class end now."""
    rows = _running(Assignment.objects.seen_by(actor), actor).filter(pk=assignment)
    groups = list(rows.values_list("group_id", flat=True))
    rows.update(until=actor.now)
    for group in groups:
        renew_memberships_of_group(group)
    ask_who_is_contact_at(school.pk)


def _running(rows: "QuerySet[Row]", actor: Actor) -> "QuerySet[Row]":
    """Those that have not ended."""
    return rows.filter(Q(until=None) | Q(until__gt=actor.now))


def _locked(actor: Actor, school: School, person: UUID) -> list[Appointment]:
    """A colleague's functions, kept still until this deed is done; someone else waits."""
    find_colleague(actor, person)
    rows = _running(Appointment.objects.seen_by(actor), actor)
    rows = rows.filter(school=school, person=person).select_related("person")
    return list(rows.select_for_update(of=("self",)).order_by("since", "id"))


def _require_task(
    actor: Actor,
    theirs: list[Appointment],
    *,
    has_it: bool,
    since: datetime,
    until: datetime | None,
) -> None:
    """Ask the rules for giving a task."""
    person = theirs[0].person
    own = actor.account_id is not None and person.account_id == actor.account_id
    own = own or person.pk in actor.persons
    GIVING.require(TaskAsked(for_self=own, has_it=has_it, since=since, until=until))


def _require_administrator_left(actor: Actor, school: School, ends: list[Appointment]) -> None:
    """Ask the rule that someone stays who can end the reach of others; two at once wait."""
    rows = Appointment.objects.seen_by(actor).filter(
        school=school, function=Function.ADMINISTRATOR, until=None, since__lte=actor.now
    )
    ids = {one.pk for one in ends}
    others = [one for one in rows.select_for_update().order_by("id") if one.pk not in ids]
    administers = any(one.function == Function.ADMINISTRATOR for one in ends)
    ENDING.require(EndAsked(administers=administers, other_administrators=len(others)))


def _appoint(
    school: School,
    person: UUID,
    function: str,
    days: list[int],
    since: datetime,
    until: datetime | None,
) -> None:
    """Write one function."""
    Appointment.objects.create(
        school=school,
        person_id=person,
        function=function,
        key=f"{BY_HAND}{uuid7()}",
        days=sorted(days),
        since=since,
        until=until,
    )


def _renew_school(school: School) -> None:
    """Let the database derive anew who is in the circles of a school, and ask what follows."""
    ask_database("deelgenoot_renew_memberships_of_school", school.pk)
    ask_who_is_contact_at(school.pk)
