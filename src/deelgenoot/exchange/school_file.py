"""Read what stands here of a school, to compare its file with."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from deelgenoot.circles.models import Circle
from deelgenoot.exchange.edexml.reader import EdexFile
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import (
    Appointment,
    Assignment,
    Enrolment,
    Group,
    Leaving,
    Place,
    School,
)
from deelgenoot.organisations.terms import GroupRole
from deelgenoot.people.models import Mailbox, Person

Pair = tuple[UUID, UUID]
SPAN = ("since", "until")
AT_A_TIME = 5000
"""How many rows are fetched at a time, so that a whole board need not be held twice."""


class Known(NamedTuple):
    """A person who stands here, as the file told them last time."""

    person: UUID
    first: str
    rest: str
    born_on: date | None


class Enrolled(NamedTuple):
    """A pupil's enrolment that stands here."""

    id: UUID
    pupil: Known
    since: datetime
    until: datetime | None
    by_hand: bool = False


@dataclass(slots=True)
class Standing:
    """What stands here now of one school, by the keys of the file."""

    school: School | None = None
    newest_year: str = ""
    groups: dict[str, UUID] = field(default_factory=dict)
    group_names: dict[UUID, str] = field(default_factory=dict)
    pupils: dict[str, Enrolled] = field(default_factory=dict)
    places: dict[Pair, UUID] = field(default_factory=dict)
    staff: dict[str, Known] = field(default_factory=dict)
    appointments: dict[tuple[str, str], UUID] = field(default_factory=dict)
    ended: set[UUID] = field(default_factory=set)
    spans: dict[UUID, tuple[datetime, datetime | None]] = field(default_factory=dict)
    mails: dict[UUID, str] = field(default_factory=dict)
    assignments: dict[Pair, tuple[UUID, str]] = field(default_factory=dict)


def _open(rows: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    """Those that run now."""
    return rows.filter(Q(until=None) | Q(until__gt=actor.now))


def _fetched(rows: QuerySet[Any], *columns: Any) -> Iterator[tuple[Any, ...]]:
    """Fetch some columns bit by bit."""
    return iter(rows.values_list(*columns).iterator(chunk_size=AT_A_TIME))


def _one_of_each() -> Callable[[Any], Any]:
    """Hold one of all that is equal: moments, days and classes come back for every pupil."""
    kept: dict[Any, Any] = {}
    return lambda one: kept.setdefault(one, one)


def find_school(actor: Actor, brin: str, dependance: str) -> School | None:
    """Find the school of a file."""
    rows = School.objects.seen_by(actor).select_related("board")
    return rows.filter(brin=brin, dependance=dependance).first()


def what_stands(actor: Actor, file: EdexFile) -> Standing:
    """Read what stands here of the file's school, in a fixed number of questions."""
    assert file.school
    school = find_school(actor, file.school.brin, file.school.dependance)
    if school is None:
        return Standing()
    stands = Standing(
        school=school, newest_year=_newest_year(actor, school), pupils=_pupils(actor, school)
    )
    _read_places(actor, school, stands)
    _read_groups(actor, school, stands, file.school.year)
    _read_staff(actor, school, stands)
    return stands


def _read_places(actor: Actor, school: School, stands: Standing) -> None:
    """Read who is in which class, and who has which class."""
    places = _open(Place.objects.seen_by(actor), actor).filter(enrolment__school=school)
    duties = _open(Assignment.objects.seen_by(actor), actor).filter(appointment__school=school)
    duties = duties.exclude(role=GroupRole.SUBSTITUTE)  # of today, and no file knows of it
    enrolments, same = {one.id: one.id for one in stands.pupils.values()}, _one_of_each()
    for id_, enrolment, group, *span in _fetched(places, "id", "enrolment_id", "group_id", *SPAN):
        stands.places[enrolments.get(enrolment, enrolment), same(group)] = id_
        stands.spans[id_] = same(tuple(span))
    facts = ("id", "appointment_id", "group_id", "role", *SPAN)
    for id_, appointment, group, role, *span in duties.values_list(*facts):
        stands.assignments[appointment, group] = (id_, role)
        stands.spans[id_] = (span[0], span[1])


def _read_groups(actor: Actor, school: School, stands: Standing, year: str) -> None:
    """Read the classes of the file's school year by their key, and the names of all."""
    rows = Group.objects.seen_by(actor).filter(school=school)
    for id_, key, of_year, name in rows.values_list("id", "key", "year", "name"):
        stands.group_names[id_] = name
        if of_year == year:
            stands.groups[key] = id_


def _newest_year(actor: Actor, school: School) -> str:
    """The newest school year in which anyone really had a place; one taken back does not count."""
    had = Place.objects.seen_by(actor).filter(Q(until=None) | Q(until__gt=F("since")))
    last = had.filter(group__school=school).aggregate(last=Max("group__year"))["last"]
    return last or ""


def _pupils(actor: Actor, school: School) -> dict[str, Enrolled]:
    """Read who is or was enrolled."""
    rows = Enrolment.objects.seen_by(actor).filter(school=school)
    noted = Leaving.objects.seen_by(actor).filter(enrolment=OuterRef("pk"), undone_at=None)
    who = ("pupil_id", "pupil__first", "pupil__rest", "pupil__born_on")
    facts, same = ("key", "id", *SPAN, Exists(noted), *who), _one_of_each()
    return {
        key: Enrolled(id_, Known(person, *map(same, told)), same(since), same(until), by_hand)
        for key, id_, since, until, by_hand, person, *told in _fetched(rows, *facts)
    }


def _read_staff(actor: Actor, school: School, stands: Standing) -> None:
    """Read who works or worked there, and as what."""
    rows = Appointment.objects.seen_by(actor).filter(school=school)
    person = ("person_id", "person__first", "person__rest", "person__born_on")
    for key, id_, function, since, until, *facts in rows.values_list(
        "key", "id", "function", "since", "until", *person
    ):
        stands.staff[key] = Known(*facts)
        stands.appointments[key, function] = id_
        stands.spans[id_] = (since, until)
        if until is not None and until <= actor.now:
            stands.ended.add(id_)
    boxes = Mailbox.objects.seen_by(actor).filter(person__in=rows.values("person"))
    stands.mails = dict(boxes.values_list("person_id", "address"))


def circles_of_enrolments(actor: Actor, enrolments: Collection[UUID]) -> list[UUID]:
    """List the circles of some pupils by their enrolments."""
    if not enrolments:
        return []
    rows = Circle.objects.seen_by(actor).filter(enrolment__in=enrolments)
    return list(rows.values_list("pk", flat=True))


WHOSE = {
    "organisations_enrolment": (Enrolment, "pupil"),
    "organisations_place": (Place, "enrolment__pupil"),
    "organisations_appointment": (Appointment, "person"),
    "organisations_assignment": (Assignment, "appointment__person"),
    "people_person": (Person, ""),
}
"""How to find whom a row of a table is about."""


def names_behind(actor: Actor, rows: Iterable[tuple[str, UUID]]) -> dict[UUID, str]:
    """Say whom some rows are about, by the id of the row."""
    ids: dict[str, list[UUID]] = {}
    for table, id_ in rows:
        ids.setdefault(table, []).append(id_)
    found: dict[UUID, str] = {}
    for table, some in ids.items():
        model, path = WHOSE[table]
        names = [f"{path}__{part}".removeprefix("__") for part in ("first", "rest")]
        of_table: QuerySet[Any] = model.objects.seen_by(actor)  # type: ignore[attr-defined]
        for id_, first, rest in of_table.filter(pk__in=some).values_list("pk", *names):
            found[id_] = f"{first} {rest}".strip()
    return found
