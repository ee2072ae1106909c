"""What a school tells in its EDEXML file, as plain facts per school, group, pupil and teacher."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

YEAR_GROUPS = frozenset("BD012345678SVCNH") | {"11", "12", "13", "14", "15", "16"}
"""The year groups of EDEXML 2.1; C is a combination, S and V special education, H history."""

INTERNAL_COORDINATOR = "IB"
CLASS_TEACHER = "LRK"
PARENT = "OUD"
OTHER_ROLES = ("ADJ", "ADM", "CON", "DIR", "ICT", "KLA", "LOS", "LOC", "OWA", "RT", "SMW")
ROLES = frozenset({INTERNAL_COORDINATOR, CLASS_TEACHER, PARENT, *OTHER_ROLES, "STA", "TAL", "VAK"})
"""The role codes of EDEXML 2.1; OUD is a parent who helps, not someone who works here."""


def called(call: str, first_names: str, initials: str, prefix: str, family: str) -> str:
    """Say a name as people say it: call name, prefix, family name; one name alone will do."""
    first = call or first_names.partition(" ")[0] or initials
    return " ".join(part for part in (first, prefix, family) if part)


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """The school and the school year that the file is about.

    `brin` is by what the school is known everywhere: the Dutch BRIN, or of a Flemish school its
    institution number. The two cannot be mistaken: two digits and two letters, or digits only.
    """

    year: str
    brin: str
    dependance: str
    key: str
    made_on: date | None
    author: str
    xsd_version: str
    line: int
    institution_number: str = ""
    counted_on: date | None = None


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One building of the school."""

    key: str
    name: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One class, or a combined group that pupils of several classes visit."""

    key: str
    name: str
    year_group: str
    combined: bool
    line: int


@dataclass(frozen=True, slots=True)
class PupilRow:
    """One pupil: the name, the birth date and the groups; nothing else is kept."""

    key: str
    family_name: str
    prefix: str
    initials: str
    first_names: str
    call_name: str
    born_on: date | None
    year_group: str
    group_key: str | None
    combined_keys: tuple[str, ...]
    site_key: str | None
    enrolled_on: date | None
    left_on: date | None
    line: int

    @property
    def display_name(self) -> str:
        """The name on the page: Gradje van 't Hof."""
        return called(
            self.call_name, self.first_names, self.initials, self.prefix, self.family_name
        )


class GroupTie(NamedTuple):
    """One group of a teacher, and what the teacher does there."""

    group_key: str
    combined: bool
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TeacherRow:
    """One person of the school's staff list: the name, the mail address, the roles, the groups."""

    key: str
    family_name: str
    prefix: str
    initials: str
    first_names: str
    call_name: str
    mail: str
    roles: tuple[str, ...]
    groups: tuple[GroupTie, ...]
    line: int

    @property
    def display_name(self) -> str:
        """The name on the page: Julia van Bemmel."""
        return called(
            self.call_name, self.first_names, self.initials, self.prefix, self.family_name
        )


Row = SchoolRow | SiteRow | GroupRow | PupilRow | TeacherRow
