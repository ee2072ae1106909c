"""Who acts: a person under one hat, at one moment."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

YOUNG_UNTIL, SHORT_UNTIL = 9, 12


class Hat(StrEnum):
    """The two sides of one life that never mix: being family, and being at work."""

    FAMILY = "family"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class Actor:
    """The one on whose behalf code runs; nothing is read or written without one.

    `new`: came in with a code from school and has not yet shown who they are (level 1): tells in
    own words, and reads only those back. `outside`: works elsewhere, at a care organisation.
    `is_pupil`: under the family hat, and the pupil alone. `has_class`: has a class now, or
    coordinates care; opens nothing by itself, the menu alone asks it. `age`: in years, of a pupil
    under the own hat; it says how a page speaks, and opens nothing either.
    """

    account_id: UUID | None
    persons: tuple[UUID, ...]
    hat: Hat
    now: datetime
    name: str = ""
    organisation_id: UUID | None = None
    controller_id: UUID | None = None
    task: str = ""
    new: bool = False
    outside: bool = False
    is_pupil: bool = False
    has_class: bool = False
    age: int | None = None

    @property
    def is_young(self) -> bool:
        """Whether this is a pupil of 4 to 8, who looks at pictures and listens.

        basis: design, pages of the pupil.
        """
        return self.is_pupil and self.age is not None and self.age < YOUNG_UNTIL

    @property
    def reads_short(self) -> bool:
        """Whether this is a pupil of at most 11, for whom a page is short."""
        return self.is_pupil and self.age is not None and self.age < SHORT_UNTIL

    @property
    def person_id(self) -> UUID:
        """The person who signs what is written; under the family hat the first of the account."""
        return self.persons[0]

    @property
    def is_family(self) -> bool:
        """Whether this is a parent, carer or pupil and not someone at work."""
        return self.hat is Hat.FAMILY

    @property
    def is_colleague(self) -> bool:
        """Whether this is someone at work at the school itself, not at home and not elsewhere."""
        return self.hat is Hat.WORK and not self.outside

    def at(self, moment: datetime) -> "Actor":
        """Let the same person act at another moment."""
        return replace(self, now=moment)


def machine(task: str, *, now: datetime) -> Actor:
    """Let a named task of the machine act, for no one in particular."""
    return Actor(account_id=None, persons=(), hat=Hat.WORK, now=now, task=task)
