"""Who sees which school, class, colleague and enrolment, and who administers a school."""

from typing import Any

from django.db.models import Q, QuerySet

from deelgenoot.access.machine_tasks import IMPORT
from deelgenoot.access.policy import permission, visibility
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.organisations.models import (
    Appointment,
    Assignment,
    Enrolment,
    Group,
    Place,
    School,
)
from deelgenoot.organisations.terms import Function

NOTHING = Q(pk__in=[])


def _of_my_school(actor: Actor, path: str) -> Q:
    """Rows of the school where this person works; the import sees all schools."""
    if actor.task == IMPORT:
        return Q()
    if actor.hat is not Hat.WORK or actor.organisation_id is None:
        return NOTHING
    return Q(**{path: actor.organisation_id})


@visibility(School)
def schools_seen_by(actor: Actor) -> Q:
    """Colleagues see their own school."""
    return _of_my_school(actor, "pk")


@visibility(Group)
def groups_seen_by(actor: Actor) -> Q:
    """Colleagues see the classes of their own school."""
    return _of_my_school(actor, "school")


@visibility(Appointment)
def appointments_seen_by(actor: Actor) -> Q:
    """Colleagues see who works at their own school."""
    return _of_my_school(actor, "school")


@visibility(Assignment)
def assignments_seen_by(actor: Actor) -> Q:
    """Colleagues see who has which class at their own school."""
    return _of_my_school(actor, "appointment__school")


@visibility(Enrolment)
def enrolments_seen_by(actor: Actor) -> Q:
    """Administrators see who is enrolled at their own school; others only through circles."""
    if actor.task == IMPORT:
        return Q()
    return Q(school__in=administered_schools(actor))


@visibility(Place)
def places_seen_by(actor: Actor) -> Q:
    """Colleagues see who is in which class at their own school."""
    return _of_my_school(actor, "group__school")


def administered_schools(actor: Actor) -> QuerySet[Appointment, Any]:
    """The schools this person administers now: ids, to ask within or to look through."""
    now = actor.now
    rows = Appointment.objects.for_policy().filter(
        Q(until=None) | Q(until__gt=now),
        person__in=actor.persons,
        function=Function.ADMINISTRATOR,
        since__lte=now,
    )
    return rows.values_list("school_id", flat=True)


@permission("Only who runs the server sets up a school.")
def may_set_up_school(actor: Actor, school: School) -> bool:
    """Whether this is the import task, started on the server itself."""
    return actor.task == IMPORT


@permission("An administrator keeps who works at the own school, and narrows what they read.")
def may_keep_staff(actor: Actor, school: School) -> bool:
    """Whether this actor administers the school."""
    return school.pk in administered_schools(actor)
