"""Who reads what at a school, as its administrator sees and narrows it."""

from dataclasses import dataclass
from uuid import UUID

from deelgenoot.circles.models import CapacityReach, SchoolReach
from deelgenoot.circles.rules import NARROWABLE
from deelgenoot.circles.terms import Capacity
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School


@dataclass(frozen=True, slots=True)
class ReachLine:
    """One capacity: the topics it reads everywhere, and those this school leaves it."""

    capacity: Capacity
    most: frozenset[str]
    left: frozenset[str]
    row: UUID | None

    @property
    def label(self) -> str:
        """Who this is, in plain words."""
        return str(self.capacity.label)


ORDER = (Capacity.CLASS_TEACHER, Capacity.COORDINATOR, Capacity.SUBJECT_TEACHER)


def reach_at(actor: Actor, school: School) -> list[ReachLine]:
    """List what each capacity that can be narrowed reads at this school."""
    most = dict(
        CapacityReach.objects.filter(capacity__in=NARROWABLE).values_list("capacity", "reads")
    )
    rows = SchoolReach.objects.seen_by(actor).filter(school=school, until=None)
    left = {code: (frozenset(reads), id_) for code, reads, id_ in rows.values_list(
        "capacity", "reads", "id")}  # fmt: skip
    found = []
    for capacity in ORDER:
        topics = frozenset(most[capacity])
        reads, row = left.get(capacity, (topics, None))
        found.append(ReachLine(capacity, topics, topics & reads, row))
    return found
