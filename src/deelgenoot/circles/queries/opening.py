"""Reading for whom one may open a look in an emergency, and whom to tell of it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from deelgenoot.access.rows import ask_database
from deelgenoot.circles.emergency_policy import Child, children_opened_for
from deelgenoot.circles.models import Circle
from deelgenoot.circles.queries.around import (
    MEMBER,
    MemberLine,
    active_members,
    choice,
    days_here,
    member_line,
    widest,
)
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Appointment
from deelgenoot.organisations.terms import Function

MOST = 120


@dataclass(frozen=True, slots=True)
class ColleagueKnown:
    """One colleague for whom a look can be opened."""

    appointment: UUID
    name: str
    function: str


def find_child(actor: Actor, circle: UUID) -> Child:
    """Find a child about whom this colleague may open a look; else it does not exist."""
    found = children_opened_for(actor, "deelgenoot_looks_i_open", [circle])
    if not found:
        raise Circle.DoesNotExist
    return found[0]


def children_of(actor: Actor, group: UUID) -> list[Child]:
    """List the children of a class about whom this colleague may open a look."""
    return children_opened_for(actor, "deelgenoot_looks_i_open_in", group)


def looks_this_week(person: UUID) -> tuple[int, int]:
    """Count the looks of a colleague in seven days: opened alone, and all."""
    alone, every = ask_database("deelgenoot_looks_this_week", person)[0]
    return int(alone), int(every)


def too_close(person: UUID, pupils: list[UUID]) -> frozenset[UUID]:
    """Say which of these pupils a colleague never looks at: too close to their own family."""
    return frozenset(row[0] for row in ask_database("deelgenoot_too_close", person, pupils))


def colleagues(actor: Actor) -> list[ColleagueKnown]:
    """List the colleagues who have come in, each once, by name; not oneself."""
    rows = (
        Appointment.objects.seen_by(actor)
        .filter(
            Q(until=None) | Q(until__gt=actor.now),
            since__lte=actor.now,
            person__account__isnull=False,
        )
        .exclude(person__in=list(actor.persons))
        .select_related("person")
        .order_by("person__first", "person__rest", "since", "id")[:MOST]
    )
    found: dict[UUID, ColleagueKnown] = {}
    for row in rows:
        label = str(Function(row.function).label)
        found.setdefault(row.person_id, ColleagueKnown(row.pk, row.person.name, label))
    return list(found.values())


def find_working(actor: Actor, *, appointment: UUID | None = None) -> Appointment:
    """Find a colleague who works here now; without an appointment, oneself."""
    rows = Appointment.objects.seen_by(actor).filter(
        Q(until=None) | Q(until__gt=actor.now), since__lte=actor.now
    )
    rows = rows.filter(pk=appointment) if appointment else rows.filter(person__in=actor.persons)
    return rows.select_related("person").order_by("since", "id")[:1].get()


def leaders_of(actor: Actor, school: UUID) -> list[Appointment]:
    """List who leads the school now."""
    rows = Appointment.objects.seen_by(actor).filter(
        Q(until=None) | Q(until__gt=actor.now),
        school=school,
        function=Function.LEADER,
        since__lte=actor.now,
    )
    return list(rows.select_related("person").order_by("id")[:6])


def circles_of(actor: Actor, circles: list[UUID]) -> dict[UUID, Circle]:
    """Find these circles, as far as this actor is in them, with pupil and school."""
    rows = Circle.objects.seen_by(actor).filter(pk__in=circles).select_related("pupil", "school")
    return {circle.pk: circle for circle in rows.order_by("pupil__first", "id")}


def members_in(actor: Actor, circles: list[UUID]) -> dict[UUID, list[MemberLine]]:
    """List who is in each of these circles now, each person once."""
    rows = active_members(actor).filter(circle__in=circles)
    found: dict[UUID, dict[UUID, MemberLine]] = {circle: {} for circle in circles}
    for circle, *facts in rows.values_list("circle_id", *MEMBER, days_here(), *choice(actor)):
        line = member_line(actor, *facts)
        found[circle][line.person] = widest(found[circle].get(line.person), line)
    return {circle: list(people.values()) for circle, people in found.items()}
