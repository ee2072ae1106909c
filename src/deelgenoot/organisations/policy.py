"""Who sees which school, class, colleague, enrolment and care organisation; who administers."""

from typing import Any

from django.db.models import Q, QuerySet

from deelgenoot.access.machine_tasks import IMPORT
from deelgenoot.access.policy import permission, visibility
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import (
    Appointment,
    Assignment,
    CareOrganisation,
    CareProfessional,
    Enrolment,
    Group,
    Place,
    School,
    Verification,
)
from deelgenoot.organisations.terms import Function

NOTHING = Q(pk__in=[])


def _of_my_school(actor: Actor, path: str) -> Q:
    """Rows of the school where this person works; the import sees all schools."""
    if actor.task == IMPORT:
        return Q()
    if not actor.is_colleague or actor.organisation_id is None:
        return NOTHING
    return Q(**{path: actor.organisation_id})


@visibility(School)
def schools_seen_by(actor: Actor) -> Q:
    """Colleagues see their own school; who works outside it sees which schools verified them."""
    if actor.outside:
        told = Verification.objects.for_policy().filter(professional__in=_my_work(actor))
        return Q(pk__in=told.values("school"))
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


def _my_work(actor: Actor) -> QuerySet[CareProfessional]:
    """What this person does at a care organisation, as long as it runs."""
    return CareProfessional.objects.for_policy().filter(
        Q(until=None) | Q(until__gt=actor.now), person__in=actor.persons, since__lte=actor.now
    )


def _boards_kept(actor: Actor) -> QuerySet[Appointment, Any]:
    """The boards of the schools this person administers now: ids, to ask within."""
    return administered_schools(actor).values_list("school__board", flat=True)


def care_kept(actor: Actor) -> QuerySet[CareOrganisation]:
    """The care organisations of the own board, to look through."""
    return CareOrganisation.objects.for_policy().filter(board__in=_boards_kept(actor))


def care_people_kept(actor: Actor) -> QuerySet[CareProfessional, Any]:
    """The people of the own board's care organisations: ids of persons, to look through."""
    rows = CareProfessional.objects.for_policy()
    kept = rows.filter(organisation__board__in=_boards_kept(actor))
    return kept.values_list("person", flat=True)


@visibility(CareOrganisation)
def care_organisations_seen_by(actor: Actor) -> Q:
    """An administrator sees those of the own board, and who works there their own."""
    mine = _my_work(actor).values("organisation")
    return Q(board__in=_boards_kept(actor)) | Q(pk__in=mine)


@visibility(CareProfessional)
def care_professionals_seen_by(actor: Actor) -> Q:
    """An administrator sees the people in care of the own board; who it is sees themselves."""
    mine = _my_work(actor).values("pk")
    return Q(organisation__board__in=_boards_kept(actor)) | Q(pk__in=mine)


@visibility(Verification)
def verifications_seen_by(actor: Actor) -> Q:
    """An administrator sees how schools of the own board verified whom; others only themselves."""
    mine = _my_work(actor).values("pk")
    return Q(organisation__board__in=_boards_kept(actor)) | Q(professional__in=mine)


@permission("Only who runs the server sets up a school.")
def may_set_up_school(actor: Actor, school: School) -> bool:
    """Whether this is the import task, started on the server itself."""
    return actor.task == IMPORT


@permission("An administrator keeps who works at the own school, and narrows what they read.")
def may_keep_staff(actor: Actor, school: School) -> bool:
    """Whether this actor administers the school."""
    return school.pk in administered_schools(actor)


@permission("An administrator keeps the care organisations the own board works with.")
def may_keep_care(actor: Actor, school: School) -> bool:
    """Whether this actor administers the school that notes it."""
    return school.pk in administered_schools(actor)
