"""Reading who is around a child: the circle, its people, whom to call."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from deelgenoot.access.written import written_once
from deelgenoot.circles.emergency_policy import beside_emergency
from deelgenoot.circles.models import Circle, ContactPerson, Membership
from deelgenoot.circles.policy import places_of
from deelgenoot.circles.queries.closing import reads_on
from deelgenoot.circles.terms import Capacity, Side, Topic, side_of
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Appointment

ROUND = (Side.PUPIL, Side.HOME, Side.SCHOOL, Side.CARE)
"""How one goes round the table: the pupil first."""
FIRST = {Capacity.CLASS_TEACHER: 0, Capacity.COORDINATOR: 1, Capacity.ATTENTION_OFFICER: 2}
"""As whom someone is shown who is here in more than one way, and in which order."""


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One person in a circle, ready to show."""

    person: UUID
    first: str
    name: str
    capacity: Capacity
    side: Side
    days: tuple[int, ...]
    account: UUID | None
    language: str
    mine: bool
    reads: bool
    writes: bool
    until: datetime | None
    chosen_at: datetime | None = None
    stands_in_until: datetime | None = None
    topics: tuple[str, ...] = ()
    writes_on: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Who this is in the circle, in plain words."""
        return str(self.capacity.label)


@dataclass(frozen=True, slots=True)
class VisitLine:
    """Someone who was in a circle for a short while, and is there no more."""

    name: str
    capacity: Capacity
    since: datetime
    until: datetime


def find_circle(actor: Actor, circle: UUID) -> Circle:
    """Find one circle this actor is in, with pupil and school; else it does not exist."""
    found = _one_circle(actor, circle=circle)
    if not found:
        raise Circle.DoesNotExist
    return found[0]


@written_once
def _one_circle(actor: Actor, *, circle: UUID) -> QuerySet[Circle]:
    """Ask for one circle; who may only look in an emergency has a page of their own for that."""
    ordinary = beside_emergency(actor).filter(circle=OuterRef("pk"))
    rows = Circle.objects.seen_by(actor).filter(Exists(ordinary), pk=circle)
    return rows.select_related("pupil", "school")


def my_place(actor: Actor, circle: Circle, *, topic: Topic | None = None) -> Membership:
    """Find as whom this actor writes in a circle, on one topic or on any."""
    places = places_of(actor).filter(circle=circle).exclude(writes=[])
    if topic:
        places = places.filter(writes__contains=[topic])
    return places.order_by("since", "id")[:1].get()


@dataclass(frozen=True, slots=True)
class CircleLine:
    """One of my circles, ready to show."""

    id: UUID
    board: UUID
    pupil: str
    school: str
    phone: str
    closes: datetime | None = None
    reads_until: datetime | None = None
    closed: bool = False


def my_circles(actor: Actor, *, limit: int = 12) -> list[CircleLine]:
    """List the circles I am in, by the pupil's name."""
    lines = [CircleLine(*row) for row in _circles_of(actor, limit=limit)]
    return [
        replace(line, closed=line.closes <= actor.now) if line.closes else line for line in lines
    ]


@written_once
def _circles_of(actor: Actor, *, limit: int) -> QuerySet[Circle, tuple[Any, ...]]:
    """Ask for the circles one is in."""
    rows = Circle.objects.seen_by(actor).order_by("pupil__first", "id")
    columns = ("id", "board_id", "pupil__first", "school__name", "school__phone", "closed_at")
    return rows.values_list(*columns, reads_on(actor, OuterRef("pk")))[:limit]


MEMBER = (
    "person_id",
    "person__first",
    "person__rest",
    "capacity",
    "person__account_id",
    "person__language",
    "reads",
    "writes",
    "until",
)
"""What is told of a person in a circle; days and choice come after it."""
FOR_A_WHILE = (Capacity.SUBSTITUTE, Capacity.EMERGENCY)
"""Who comes for a day; the family sees afterwards too that they were there."""
WITHOUT_STORY = (Capacity.ATTENTION_OFFICER, Capacity.EMERGENCY)
"""Who reads a part of what is said, but is not among those whom one tells something."""
SHOWN_AFTER = timedelta(days=14)


def members_until(actor: Actor) -> QuerySet[Membership]:
    """The places people have or had, in the circles this actor is in."""
    rows = Membership.objects.seen_by(actor).filter(since__lte=actor.now)
    return rows.order_by("since", "id")


def active_members(actor: Actor) -> QuerySet[Membership]:
    """The places people have now, in the circles this actor is in."""
    return members_until(actor).filter(Q(until=None) | Q(until__gt=actor.now))


def days_here() -> Subquery:
    """The days on which a colleague is at school."""
    rows = Appointment.objects.for_policy().filter(
        person=OuterRef("person"), school=OuterRef("circle__school")
    )
    return Subquery(rows.exclude(days=[]).order_by("-since").values("days")[:1])


def choice(actor: Actor) -> tuple[Subquery, Subquery]:
    """When someone said yes to being the contact person, and until when someone stands in."""
    yes = ContactPerson.objects.seen_by(actor).filter(
        circle=OuterRef("circle"), person=OuterRef("person"), accepted=True
    )
    chosen = yes.filter(stands_in=False).order_by("-answered_at").values("answered_at")
    standing = yes.filter(stands_in=True, since__lte=actor.now, until__gt=actor.now)
    return Subquery(chosen[:1]), Subquery(standing.order_by("-until").values("until")[:1])


def member_line(
    actor: Actor,
    person: UUID,
    first: str,
    rest: str,
    capacity: str,
    account: UUID | None,
    language: str,
    reads: list[str],
    writes: list[str],
    until: datetime | None,
    days: list[int] | None,
    chosen_at: datetime | None,
    stands_in_until: datetime | None,
) -> MemberLine:
    """Turn a row into a line to show."""
    return MemberLine(
        person,
        first,
        f"{first} {rest}".strip(),
        Capacity(capacity),
        side_of(capacity),
        tuple(days or ()),
        account,
        language,
        person in actor.persons,
        bool(reads) and capacity not in WITHOUT_STORY,
        bool(writes) and capacity not in WITHOUT_STORY,
        until,
        chosen_at,
        stands_in_until,
        tuple(reads),
        tuple(writes),
    )


def members(actor: Actor, circle: Circle) -> list[MemberLine]:
    """List who is in a circle now: the pupil, home, school, care."""
    return who_is_and_was_here(actor, circle)[0]


def who_is_and_was_here(actor: Actor, circle: Circle) -> tuple[list[MemberLine], list[VisitLine]]:
    """List who is in a circle now, and who was there for a short while in the last two weeks."""
    lines: dict[UUID, MemberLine] = {}
    were: list[VisitLine] = []
    lately = actor.now - SHOWN_AFTER
    for since, *facts in _members_of(actor, circle=circle.pk, lately=lately):
        line = member_line(actor, *facts)
        if line.until and line.until <= actor.now:
            were.insert(0, VisitLine(line.name, line.capacity, since, line.until))
        else:
            lines[line.person] = widest(lines.get(line.person), line)
    rank = len(FIRST)
    return (
        sorted(lines.values(), key=lambda m: (ROUND.index(m.side), FIRST.get(m.capacity, rank))),
        were,
    )


def widest(known: MemberLine | None, line: MemberLine) -> MemberLine:
    """Keep one line for someone with several places: one that reads, and the first in rank."""
    if known is None:
        return line
    return min(known, line, key=lambda m: (not m.reads, FIRST.get(m.capacity, len(FIRST))))


@written_once
def _members_of(
    actor: Actor, *, circle: UUID, lately: datetime
) -> QuerySet[Membership, tuple[Any, ...]]:
    """Ask for the places people have in a circle, and had lately for a short while."""
    now = Q(until=None) | Q(until__gt=actor.now)
    were = Q(capacity__in=FOR_A_WHILE, until__gt=lately)
    rows = members_until(actor).filter(now | were, circle=circle)
    return rows.values_list("since", *MEMBER, days_here(), *choice(actor))[:80]
