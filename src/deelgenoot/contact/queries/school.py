"""The classes of the school, for who coordinates care: how many families were not spoken yet."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from deelgenoot.access.written import written_once
from deelgenoot.circles.models import Circle
from deelgenoot.circles.policy import places_of
from deelgenoot.circles.queries.substitutes import groups_named
from deelgenoot.circles.starting import takes_part
from deelgenoot.circles.terms import Capacity
from deelgenoot.contact.models import ContactMoment
from deelgenoot.contact.queries.klas import school_year_start
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Place

CLASSES = 12
"""Classes on a page: some three hundred children, about whom one question asks."""


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One class: how many children take part, and how many families were not spoken this year."""

    id: UUID
    name: str
    children: int
    not_yet: int


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """A page of classes, and where the next begins."""

    classes: list[ClassLine]
    next: UUID | None

    @property
    def coordinates(self) -> bool:
        """Whether the reader coordinates care for a child of these classes."""
        return bool(self.classes)


def classes_of_school(actor: Actor, begin: UUID | None = None) -> SchoolPage:
    """Show the classes by name, a page at a time, from one class on.

    A child who is in a second group too, such as one for a few hours, counts in the own class.
    """
    groups = groups_named(actor, frozenset(_with_children(actor)))
    first = next((n for n, row in enumerate(groups) if row[0] == begin), 0)
    shown, rest = groups[first : first + CLASSES], groups[first + CLASSES :]
    rows = _children_in(
        actor, groups=tuple(row[0] for row in shown), year=school_year_start(actor.now)
    )
    children, not_yet = Counter[UUID](), Counter[UUID]()
    for group, spoken, taking_part in rows:
        children[group] += taking_part
        not_yet[group] += taking_part and not spoken
    lines = [ClassLine(id_, name, children[id_], not_yet[id_]) for id_, name in shown]
    return SchoolPage(lines, rest[0][0] if rest else None)


@written_once
def _with_children(actor: Actor) -> QuerySet[Circle, UUID]:
    """Ask which classes have a child whose care one coordinates."""
    return _coordinated(actor).values_list("own_class", flat=True).distinct()


@written_once
def _children_in(
    actor: Actor, *, groups: tuple[UUID, ...], year: datetime
) -> QuerySet[Circle, tuple[Any, ...]]:
    """Ask for the children of some classes, who was spoken, and who takes part."""
    spoken = ContactMoment.objects.seen_by(actor).filter(circle=OuterRef("pk"), at__gte=year)
    rows = _coordinated(actor).filter(own_class__in=groups)
    return rows.values_list("own_class", Exists(spoken), takes_part("enrolment"))


def _coordinated(actor: Actor) -> QuerySet[Any]:
    """The circles whose care one coordinates, each with the child's own class now."""
    theirs = Place.objects.seen_by(actor).filter(
        Q(until=None) | Q(until__gt=actor.now), enrolment=OuterRef("enrolment"),
        since__lte=actor.now,
    )  # fmt: skip
    mine = places_of(actor).filter(circle=OuterRef("pk"), capacity=Capacity.COORDINATOR)
    own = theirs.order_by("group__combined", "id").values("group")[:1]
    rows = Circle.objects.seen_by(actor).filter(Exists(mine)).order_by()
    return rows.annotate(own_class=Subquery(own)).exclude(own_class=None)
