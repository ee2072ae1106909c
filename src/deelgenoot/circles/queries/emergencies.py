"""Reading who looks in an emergency, and who looked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from deelgenoot.access.written import written_once
from deelgenoot.circles.emergency_policy import ENDS, runs
from deelgenoot.circles.models import Circle, EmergencyLook
from deelgenoot.circles.queries.around import active_members
from deelgenoot.circles.terms import Capacity
from deelgenoot.kernel.actor import Actor

LATELY = timedelta(days=14)
MOST = 120
LOOK = (
    *("id", "opening", "circle_id", "pupil__first", "pupil__rest", "group__name"),
    *("person_id", "person__first", "person__rest", "opened_by_id", "opened_by__first"),
    *("opened_by__rest", "reason", "since", "ends"),
)


@dataclass(frozen=True, slots=True)
class LookLine:
    """One look at one child, ready to show."""

    id: UUID
    opening: UUID
    circle: UUID
    child: str
    pupil: str
    group: str
    name: str
    opener: str
    reason: str
    since: datetime
    until: datetime
    runs: bool
    mine: bool
    alone: bool


def looks_at(actor: Actor, circle: UUID) -> list[LookLine]:
    """Tell who looked at one circle in an emergency, newest first."""
    return [_line(actor, *row) for row in _looks_at(actor, circle=circle)]


@written_once
def _looks_at(actor: Actor, *, circle: UUID) -> QuerySet[EmergencyLook, tuple[Any, ...]]:
    """Ask for the looks at one circle."""
    return _told(EmergencyLook.objects.seen_by(actor).filter(circle=circle))[:20]


def looks_lately(actor: Actor) -> list[LookLine]:
    """Tell who looked where lately, newest first, as far as this colleague hears of it."""
    return [_line(actor, *row) for row in _looks_since(actor, since=actor.now - LATELY)]


@written_once
def _looks_since(actor: Actor, *, since: datetime) -> QuerySet[EmergencyLook, tuple[Any, ...]]:
    """Ask for the looks since a moment."""
    return _told(EmergencyLook.objects.seen_by(actor).filter(since__gt=since))[:300]


def my_looks(actor: Actor) -> list[LookLine]:
    """Tell at whom this colleague may look now."""
    return [] if actor.is_family else [_line(actor, *row) for row in _looks_of(actor)]


@written_once
def _looks_of(actor: Actor) -> QuerySet[EmergencyLook, tuple[Any, ...]]:
    """Ask for the looks of someone that run."""
    rows = EmergencyLook.objects.seen_by(actor).filter(runs(actor), person__in=actor.persons)
    return _told(rows)[:60]


def _told(
    rows: QuerySet[EmergencyLook],
) -> QuerySet[EmergencyLook, tuple[Any, ...]]:
    """Ask for what is shown of looks, newest first."""
    named = rows.annotate(ends=ENDS).order_by("-since", "pupil__first", "id")
    return named.values_list(*LOOK)


def _line(
    actor: Actor,
    id_: UUID,
    opening: UUID,
    circle: UUID,
    child: str,
    family: str,
    group: str | None,
    person: UUID,
    first: str,
    rest: str,
    opener: UUID,
    opener_first: str,
    opener_rest: str,
    reason: str,
    since: datetime,
    ends: datetime,
) -> LookLine:
    """Turn a row into a line to show."""
    return LookLine(
        id=id_,
        opening=opening,
        circle=circle,
        child=child,
        pupil=f"{child} {family}".strip(),
        group=group or "",
        name=f"{first} {rest}".strip(),
        opener=f"{opener_first} {opener_rest}".strip(),
        reason=reason,
        since=since,
        until=ends,
        runs=since <= actor.now < ends,
        mine=person in actor.persons,
        alone=person == opener,
    )


def find_look(actor: Actor, look: UUID) -> EmergencyLook:
    """Find one look this actor sees."""
    return EmergencyLook.objects.seen_by(actor).get(pk=look)


def find_circle_in_emergency(actor: Actor, circle: UUID) -> tuple[Circle, LookLine]:
    """Find a circle at which this colleague may look now, and until when; else it is not there."""
    rows = EmergencyLook.objects.seen_by(actor).filter(
        runs(actor), circle=circle, person__in=list(actor.persons)
    )
    found = rows.select_related("circle__pupil", "circle__school", "person", "opened_by", "group")
    look = found.annotate(ends=ENDS).order_by("-ends", "id")[:1].get()
    return look.circle, _line_of(actor, look)


def _line_of(actor: Actor, look: EmergencyLook) -> LookLine:
    """Turn one look into a line to show."""
    facts = (look.opening, look.circle_id, look.circle.pupil.first, look.circle.pupil.rest)
    group = look.group.name if look.group else None
    who = (look.person_id, look.person.first, look.person.rest)
    by = (look.opened_by_id, look.opened_by.first, look.opened_by.rest)
    ends = min(filter(None, (look.until, look.ended_at)))
    return _line(actor, look.pk, *facts, group, *who, *by, look.reason, look.since, ends)


def not_come_in(actor: Actor, circles: list[UUID]) -> dict[UUID, list[str]]:
    """Name who at home does not read it here, so has to be told; for colleagues, not for parents.

    That is who has no account, and who came in by letter and has not shown who they are.
    """
    rows = active_members(actor).filter(
        Q(person__account=None) | Q(person__proven_at=None),
        circle__in=circles,
        capacity__in=(Capacity.PARENT, Capacity.CARER),
    )
    found: dict[UUID, list[str]] = {}
    columns = ("circle_id", "person__first", "person__rest")
    for circle, first, rest in rows.values_list(*columns)[:MOST]:
        found.setdefault(circle, []).append(f"{first} {rest}".strip())
    return found
