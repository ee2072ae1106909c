"""Who works at the school, as its administrator keeps it: what for, on which days, until when."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject

from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Appointment, Assignment
from deelgenoot.organisations.terms import Function, GroupRole

MOST = 300


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One thing a colleague does here: a function, or a role with a class."""

    id: UUID
    label: str
    since: datetime
    until: datetime | None


@dataclass(slots=True)
class StaffLine:
    """One colleague with everything they do here."""

    person: UUID
    name: str
    has_account: bool
    days: tuple[int, ...] = ()
    functions: list[TaskLine] = field(default_factory=list)
    classes: list[TaskLine] = field(default_factory=list)

    @property
    def until(self) -> datetime | None:
        """When the last function ends, if all of them do."""
        ends = [task.until for task in self.functions]
        return max((end for end in ends if end), default=None) if all(ends) else None

    @property
    def seen(self) -> str:
        """A mark that changes with days and ends, to notice what someone else just changed."""
        told = [self.days, *((str(task.id), task.until) for task in self.functions)]
        return sha256(repr(told).encode()).hexdigest()[:16]


def staff_of(actor: Actor, *, person: UUID | None = None) -> list[StaffLine]:
    """List who works at the own school now or soon, by name; or one of them."""
    runs = Q(until=None) | Q(until__gt=actor.now)
    tasks = Assignment.objects.seen_by(actor).filter(runs, appointment=OuterRef("pk"))
    told = JSONObject(
        id=F("id"), role=F("role"), group=F("group__name"), since=F("since"), until=F("until")
    )
    rows = Appointment.objects.seen_by(actor).filter(runs)
    if person:
        rows = rows.filter(person=person)
    rows = rows.annotate(
        classes=ArraySubquery(tasks.order_by("group__name", "id").values(row=told))
    )
    found: dict[UUID, StaffLine] = {}
    ordered = rows.select_related("person").order_by(
        "person__first", "person__rest", "since", "id"
    )
    for row in ordered[:MOST]:
        someone = row.person
        line = found.setdefault(
            someone.pk, StaffLine(someone.pk, someone.name, someone.account_id is not None)
        )
        line.days = line.days or tuple(row.days)
        label = str(Function(row.function).label)
        line.functions.append(TaskLine(row.pk, label, row.since, row.until))
        line.classes += [_with_class(task) for task in row.classes]
    return list(found.values())


def _with_class(row: dict[str, Any]) -> TaskLine:
    """Turn one role with a class into a line."""
    label = f"{row['group']}, {GroupRole(row['role']).label}"
    until = datetime.fromisoformat(row["until"]) if row["until"] else None
    return TaskLine(UUID(row["id"]), label, datetime.fromisoformat(row["since"]), until)


def find_colleague(actor: Actor, person: UUID) -> StaffLine:
    """Find one who works at the own school."""
    found = staff_of(actor, person=person)
    if not found:
        raise Appointment.DoesNotExist
    return found[0]
