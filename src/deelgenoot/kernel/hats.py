"""The hats an account can wear: one for the family, one for each working place."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from deelgenoot.kernel.actor import Actor, Hat


@dataclass(frozen=True, slots=True)
class HatOption:
    """One hat in the header: who someone is when wearing it."""

    key: str
    label: str
    hat: Hat
    persons: tuple[UUID, ...]
    name: str
    organisation_id: UUID | None = None
    controller_id: UUID | None = None
    current: bool = False
    new: bool = False
    outside: bool = False
    is_pupil: bool = False
    has_class: bool = False
    age: int | None = None

    def worn_by(self, account_id: UUID, *, now: datetime) -> Actor:
        """Put this hat on: the actor a request runs as."""
        return Actor(
            account_id=account_id,
            persons=self.persons,
            hat=self.hat,
            now=now,
            name=self.name,
            organisation_id=self.organisation_id,
            controller_id=self.controller_id,
            new=self.new,
            outside=self.outside,
            is_pupil=self.is_pupil,
            has_class=self.has_class,
            age=self.age,
        )
