"""What a list tells of one adult with one child, as plain facts."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ChildTold:
    """About which child a line is: a number of the administration, or name and birth date."""

    key: str
    first: str
    rest: str
    born_on: date | None
    group: str

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.first} {self.rest}".strip()


@dataclass(frozen=True, slots=True)
class AddressTold:
    """Where letters reach an adult, as the list tells."""

    street: str
    number: str
    addition: str
    postcode: str
    town: str
    country: str


@dataclass(frozen=True, slots=True)
class AdultRow:
    """One adult with one child; `custody` is only what the list says in so many words.

    `custody`: True it says yes, False it says no, None it does not say; never guessed.
    """

    line: int
    child: ChildTold
    key: str
    first: str
    rest: str
    relation: str
    custody: bool | None
    mail: str
    phones: tuple[str, ...]
    address: AddressTold | None
    language: str

    @property
    def name(self) -> str:
        """The whole name, as people say it."""
        return f"{self.first} {self.rest}".strip()
