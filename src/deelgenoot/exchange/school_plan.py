"""What a school's file adds, corrects and ends; nothing is written here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from uuid_utils.compat import uuid7

from deelgenoot.exchange.matching import Matches
from deelgenoot.exchange.school_file import Enrolled, Known, Pair, Standing
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School
from deelgenoot.organisations.terms import Function

PERSON = {
    "id": "uuid",
    "controller_id": "uuid",
    "side": "text",
    "first": "text",
    "rest": "text",
    "born_on": "date",
    "language": "text",
    "workplace": "uuid",
    "workplace_name": "text",
}
ENROLMENT = {
    "id": "uuid",
    "school_id": "uuid",
    "pupil_id": "uuid",
    "key": "text",
    "since": "timestamptz",
}
TABLES: dict[str, dict[str, str]] = {
    "people_person": PERSON,
    "organisations_group": {
        "id": "uuid",
        "school_id": "uuid",
        "key": "text",
        "name": "text",
        "year": "text",
        "year_group": "text",
        "combined": "bool",
    },
    "organisations_enrolment": ENROLMENT,
    "circles_circle": {
        "id": "uuid",
        "pupil_id": "uuid",
        "school_id": "uuid",
        "board_id": "uuid",
        "enrolment_id": "uuid",
        "opened_at": "timestamptz",
    },
    "organisations_place": {
        "id": "uuid",
        "enrolment_id": "uuid",
        "group_id": "uuid",
        "since": "timestamptz",
    },
    "organisations_appointment": {
        "id": "uuid",
        "school_id": "uuid",
        "person_id": "uuid",
        "function": "text",
        "key": "text",
        "since": "timestamptz",
    },
    "organisations_assignment": {
        "id": "uuid",
        "appointment_id": "uuid",
        "group_id": "uuid",
        "role": "text",
        "since": "timestamptz",
    },
    "people_mailbox": {
        "id": "uuid",
        "person_id": "uuid",
        "address": "text",
        "noted_at": "timestamptz",
    },
}
Rows = dict[str, list[tuple[Any, ...]]]


class Change(NamedTuple):
    """One fact that a file changes: what it was and what it becomes, so that it can go back."""

    table: str
    id: UUID
    column: str
    was: Any
    becomes: Any


def _no_rows() -> Rows:
    """A place for the rows of each table."""
    return {table: [] for table in TABLES}


@dataclass(slots=True)
class Plan:
    """What a file adds, corrects and ends; nothing is written yet."""

    actor: Actor
    school: School
    stands: Standing
    rows: Rows = field(default_factory=_no_rows)
    corrected: Rows = field(default_factory=_no_rows)
    reopened: list[UUID] = field(default_factory=list)
    last_days: dict[UUID, datetime | None] = field(default_factory=dict)
    new_last_days: dict[UUID, datetime | None] = field(default_factory=dict)
    told_pupils: set[str] = field(default_factory=set)
    told_staff: set[str] = field(default_factory=set)
    kept_places: set[Pair] = field(default_factory=set)
    kept_duties: set[tuple[UUID, UUID, str]] = field(default_factory=set)
    kept_functions: set[tuple[str, str]] = field(default_factory=set)
    new_circles: list[UUID] = field(default_factory=list)
    moved: set[UUID] = field(default_factory=set)
    already_left: int = 0
    leaving: dict[str, datetime] = field(default_factory=dict)
    pupils: Matches = field(default_factory=Matches)
    staff: Matches = field(default_factory=Matches)
    own: bool = False
    changes: list[Change] = field(default_factory=list)

    def add(self, table: str, *values: Any) -> UUID:
        """Note one new row and give its id."""
        made: UUID = uuid7()
        self.rows[table].append((made, *values))
        return made

    def note(self, table: str, id_: UUID, column: str, was: Any, becomes: Any) -> None:
        """Note one fact that becomes another one."""
        if was != becomes:
            self.changes.append(Change(table, id_, column, was, becomes))

    def is_open(self, enrolled: Enrolled) -> bool:
        """Whether this pupil is enrolled now."""
        return enrolled.until is None or enrolled.until > self.actor.now

    def places_over(self) -> list[UUID]:
        """Places in classes where the file no longer puts a pupil it does name."""
        told = {self.stands.pupils[key].id for key in self.told_pupils & set(self.stands.pupils)}
        return [
            place
            for (enrolment, group), place in self.stands.places.items()
            if enrolment in told and (enrolment, group) not in self.kept_places
        ]

    def changed_enrolments(self) -> set[UUID]:
        """The enrolments of children for whom the file changes something, new ones apart."""
        people = {row[0] for row in self.corrected["people_person"]}
        over = set(self.places_over())
        told = (self.stands.pupils[key] for key in self.told_pupils & set(self.stands.pupils))
        return (
            self.moved
            | {c.id for c in self.changes if c.table == "organisations_enrolment"}
            | {one.id for one in told if one.pupil.person in people}
            | {pair[0] for pair, place in self.stands.places.items() if place in over}
        )

    def duties_over(self) -> list[UUID]:
        """Duties with classes that the file no longer gives a colleague it does name."""
        told = self._told_appointments(lambda key, function: True)
        return [
            duty
            for (appointment, group), (duty, role) in self.stands.assignments.items()
            if appointment in told and (appointment, group, role) not in self.kept_duties
        ]

    def functions_over(self) -> list[UUID]:
        """Functions at school that the file no longer gives a colleague it does name."""
        gone = self._told_appointments(
            lambda key, function: (
                (key, function) not in self.kept_functions and function != Function.ADMINISTRATOR
            )
        )
        return sorted(gone - self.stands.ended)

    def _told_appointments(self, wanted: Callable[[str, str], bool]) -> set[UUID]:
        """The appointments of the colleagues the file names."""
        return {
            appointment
            for (key, function), appointment in self.stands.appointments.items()
            if key in self.told_staff and wanted(key, function)
        }

    def correct_name(self, known: Known, told: Known, *, side: str) -> None:
        """Note that the file now writes someone's name or birth date in another way."""
        if (known.first, known.rest, known.born_on) == (told.first, told.rest, told.born_on):
            return
        for column in ("first", "rest", "born_on"):
            self.note(
                "people_person",
                known.person,
                column,
                getattr(known, column),
                getattr(told, column),
            )
        at_work = (self.school.pk, self.school.name) if side == "work" else (None, "")
        facts = (told.first, told.rest, told.born_on)
        row = (known.person, self.school.board_id, side, *facts, "", *at_work)
        self.corrected["people_person"].append(row)

    def correct_last_day(
        self, known: Enrolled, until: datetime | None, came: datetime | None = None
    ) -> None:
        """Note that the file now tells another last day at school, or none any more.

        A last day that was noted by hand stands until the file tells one, or a later coming back.
        """
        back = known.until is None or (came is not None and came >= known.until)
        if until is None and known.by_hand and not back:
            return
        if known.until != until:
            self.note("organisations_enrolment", known.id, "until", known.until, until)
            self.last_days[known.id] = until
