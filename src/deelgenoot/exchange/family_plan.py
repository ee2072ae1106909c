"""What a list of parents adds and corrects; nothing is written here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from uuid_utils.compat import uuid7

from deelgenoot.exchange.family_file import Family
from deelgenoot.exchange.guardians.problems import Problem
from deelgenoot.exchange.school_plan import TABLES as OF_A_SCHOOL
from deelgenoot.exchange.school_plan import Change
from deelgenoot.exchange.terms import LineKind
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School

TABLES: dict[str, dict[str, str]] = {
    "people_person": OF_A_SCHOOL["people_person"],
    "people_custody": {
        "id": "uuid",
        "child_id": "uuid",
        "adult_id": "uuid",
        "kind": "text",
        "relation": "text",
        "since": "timestamptz",
        "proof": "text",
        "noted_by": "uuid",
    },
    "people_mailbox": OF_A_SCHOOL["people_mailbox"],
    "people_phone": {
        "id": "uuid",
        "person_id": "uuid",
        "number": "text",
        "kind": "text",
        "label": "text",
        "noted_at": "timestamptz",
    },
    "people_address": {
        "id": "uuid",
        "person_id": "uuid",
        **dict.fromkeys(("street", "number", "addition", "postcode", "town", "country"), "text"),
        "noted_at": "timestamptz",
    },
}
"""The tables in the order in which rows can be written: a detail needs its person with a child."""


class FamilyLine(NamedTuple):
    """One thing a list changes or asks: about whom, in which line, with which child.

    `parts` are kinds of details (mail, phone, address), never what is in them. `asked` are the
    adults of the list who may be one: this one first.
    """

    kind: LineKind
    name: str
    line: int
    child: str = ""
    parts: tuple[str, ...] = ()
    key: str = ""
    candidate: UUID | None = None
    asked: tuple[dict[str, Any], ...] = ()


@dataclass(slots=True)
class FamilyPlan:
    """What a list adds and corrects; `asks` says that its columns are not all clear yet."""

    actor: Actor
    school: School
    stands: Family
    asks: bool = False
    rows: dict[str, list[tuple[Any, ...]]] = field(
        default_factory=lambda: {table: [] for table in TABLES}
    )
    changes: list[Change] = field(default_factory=list)
    lines: list[FamilyLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    touched: set[UUID] = field(default_factory=set)

    def add(self, table: str, *values: Any) -> UUID:
        """Note one new row and give its id."""
        made: UUID = uuid7()
        self.rows[table].append((made, *values))
        return made

    def note(self, table: str, id_: UUID, facts: Iterable[tuple[str, Any, Any]]) -> None:
        """Note facts of one row that become others, with the moment they were noted."""
        self.changes.extend(Change(table, id_, *fact) for fact in facts if fact[1] != fact[2])

    @property
    def questions(self) -> int:
        """How many adults a person has to say something about first."""
        return sum(line.kind == LineKind.QUESTION for line in self.lines)


Answers = Mapping[str, str]
