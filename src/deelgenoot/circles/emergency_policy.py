"""Who sees who looks in an emergency, who opens it for whom, and who ends it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Least

from deelgenoot.access.policy import permission, visibility
from deelgenoot.access.rows import ask_database
from deelgenoot.circles.models import ContactPerson, EmergencyLook, Membership
from deelgenoot.circles.policy import NOTHING, own_children, places_of
from deelgenoot.circles.terms import Capacity, Ground
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Appointment, Group
from deelgenoot.organisations.terms import Function

HEAR = (
    Capacity.PUPIL,
    Capacity.PARENT,
    Capacity.CARER,
    Capacity.CLASS_TEACHER,
    Capacity.COORDINATOR,
)
"""Who in a circle reads who looked and why; beside them the contact person."""


@dataclass(frozen=True, slots=True)
class Child:
    """A child about whom this colleague may open a look, for whom: a name and no more."""

    circle: UUID
    pupil: UUID
    school: UUID
    board: UUID
    first: str
    rest: str
    for_self: bool
    for_others: bool

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.first} {self.rest}".strip()


def beside_emergency(actor: Actor) -> QuerySet[Membership]:
    """The places that give more than sight in an emergency: those that open ordinary pages."""
    return places_of(actor).exclude(capacity=Capacity.EMERGENCY)


def runs(actor: Actor) -> Q:
    """A look that runs now."""
    now = actor.now
    return Q(Q(ended_at=None) | Q(ended_at__gt=now), since__lte=now, until__gt=now)


@visibility(EmergencyLook)
def looks_seen_by(actor: Actor) -> Q:
    """The family, class teacher, coordinator and contact person; who opened it, looks, or leads.

    A parent whom a court kept away reads nothing of that time: why someone looked may say where.
    """
    if actor.new:
        return NOTHING
    mine = list(actor.persons)
    said_yes = ContactPerson.objects.for_policy().filter(
        circle=OuterRef("circle"), person=OuterRef("person"), accepted=True
    )
    at_work = Q(ground__in=(Ground.WORK, Ground.CONSENT))
    hears = places_of(actor).filter(
        Q(capacity__in=HEAR) | (at_work & Q(Exists(said_yes))),
        Q(from_when=None) | Q(from_when__lte=OuterRef("since")),
        Q(until_when=None) | Q(until_when__gt=OuterRef("since")),
        circle=OuterRef("circle"),
    )
    looks = Q(runs(actor), person__in=mine, circle__in=places_of(actor).values("circle"))
    oversees = Q(opened_by__in=mine) | Q(school__in=_schools_led_by(actor))
    oversees &= ~Q(pupil__in=own_children(actor).values("child"))
    return Q(Exists(hears)) | looks | oversees


def _schools_led_by(actor: Actor) -> QuerySet[Appointment, Any]:
    """The schools this person leads now."""
    rows = Appointment.objects.for_policy().filter(
        Q(until=None) | Q(until__gt=actor.now),
        person__in=actor.persons,
        function=Function.LEADER,
        since__lte=actor.now,
    )
    return rows.values_list("school_id", flat=True)


def children_opened_for(actor: Actor, function: str, of: object) -> list[Child]:
    """Ask the database for which children this actor may open a look, and for whom.

    Its own guard on looks asks the same.
    """
    if actor.is_family:
        return []
    children = [Child(*row) for row in ask_database(function, of)]
    return [child for child in children if child.school == actor.organisation_id]


@permission("In an emergency a colleague opens a look for another, or for themselves.")
def may_open_look(actor: Actor, child: Child) -> bool:
    """Whether this actor may open a look at this child at all; rules say for whom."""
    found = children_opened_for(actor, "deelgenoot_looks_i_open", [child.circle])
    return any(one == child for one in found)


@permission("Class teacher, coordinator, leader and administrator open a look for a whole class.")
def may_open_looks_in(actor: Actor, group: Group) -> bool:
    """Whether this actor may open a look at children of this class for someone else."""
    found = children_opened_for(actor, "deelgenoot_looks_i_open_in", group.pk)
    return any(child.for_others for child in found)


@permission("At school, who sees a look that runs ends it; also who looks.")
def may_end_look(actor: Actor, look: EmergencyLook) -> bool:
    """Whether this actor sees the look, at work; a family calls school."""
    return not actor.is_family and EmergencyLook.objects.seen_by(actor).filter(pk=look.pk).exists()


ENDS = Least(F("until"), F("ended_at"))
"""When a look ends, or ended: PostgreSQL passes over what is not filled in."""
