"""Which classes take part, as the administrator sees it; how many, never who."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from deelgenoot.access.rows import ask_database
from deelgenoot.circles.models import TakingPart
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School


@dataclass(frozen=True, slots=True)
class ClassStarts:
    """One class: from when it takes part, and for how many pupils that is so already.

    `take_part` also counts who comes from a class that takes part and whose family is in;
    `came_in` counts the last alone.
    """

    id: UUID
    name: str
    since: datetime | None
    pupils: int
    take_part: int
    came_in: int
    now: datetime

    @property
    def runs(self) -> bool:
        """Whether the whole class takes part now."""
        return self.since is not None and self.since <= self.now

    @property
    def mark(self) -> str:
        """What changes with the day, to notice that someone else chose another one."""
        return str(self.since or "")

    @property
    def waits(self) -> int:
        """For how many pupils nothing goes out yet."""
        return self.pupils - self.take_part


@dataclass(frozen=True, slots=True)
class Starts:
    """How a school goes about it; `seen` is the row that says class by class, if one does."""

    by_class: bool
    seen: UUID | None
    classes: list[ClassStarts] = field(default_factory=list)

    @property
    def came_in(self) -> int:
        """Of how many children the family is in already."""
        return sum(line.came_in for line in self.classes)

    @property
    def left_out(self) -> int:
        """For how many children nothing goes out once only named classes take part."""
        if self.by_class:
            return sum(line.waits for line in self.classes)
        return sum(line.pupils - line.came_in for line in self.classes if not line.since)


def mode_of(actor: Actor, school: School) -> UUID | None:
    """The row that says that this school goes class by class; None: all of it takes part."""
    rows = TakingPart.objects.seen_by(actor).filter(school=school, group=None, until=None)
    return rows.values_list("pk", flat=True).first()


def who_takes_part(actor: Actor, school: School) -> Starts:
    """List the classes of the newest year, and whether they take part."""
    rows = ask_database("deelgenoot_taking_part", school.pk)
    seen = rows[0][-1] if rows else None
    lines = [
        ClassStarts(id_, name, since, pupils, take_part, came_in, actor.now)
        for id_, name, since, pupils, take_part, came_in, _mode in rows
    ]
    return Starts(seen is not None, seen, lines)


def class_starts(actor: Actor, school: School, group: UUID) -> tuple[Starts, ClassStarts]:
    """Find one class of the newest year, beside the others."""
    starts = who_takes_part(actor, school)
    found = next((line for line in starts.classes if line.id == group), None)
    if found is None:
        raise TakingPart.DoesNotExist
    return starts, found
