"""What a notice about a circle may name: school, initials, whom to call; nothing of it."""

from typing import Protocol
from uuid import UUID

from deelgenoot.circles.models import Circle
from deelgenoot.circles.queries.around import MemberLine
from deelgenoot.circles.terms import Side
from deelgenoot.post.terms import Reader
from deelgenoot.post.wording import Facts
from deelgenoot.ui.names import initials

READERS = {Side.HOME: Reader.HOME, Side.PUPIL: Reader.PUPIL}


class Someone(Protocol):
    """Someone to whom a notice goes."""

    @property
    def person(self) -> UUID:
        """Who it is."""

    @property
    def first(self) -> str:
        """How they are called."""

    @property
    def language(self) -> str:
        """In which language they read."""

    @property
    def side(self) -> Side:
        """On which side of the table they sit: who is at home is 'u', others are 'je'."""


def facts_for(circle: Circle, reader: Someone, contact: MemberLine | None) -> Facts:
    """Gather what is filled in for one reader."""
    return Facts(
        first=reader.first,
        school=circle.school.name,
        reader=READERS.get(reader.side, Reader.COLLEAGUE),
        initials=initials(circle.pupil.name),
        phone=circle.school.phone,
        contact=contact.name if contact else "",
        days=contact.days if contact else (),
    )
