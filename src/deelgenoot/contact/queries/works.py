"""Reading what works for a pupil."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from deelgenoot.contact.models import WhatWorks
from deelgenoot.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class WorksLine:
    """One line of what works for a pupil."""

    id: UUID
    place: int
    words: str
    writer: str


def works_now(actor: Actor) -> QuerySet[WhatWorks]:
    """The lines that stand now, in their order."""
    return WhatWorks.objects.seen_by(actor).filter(until=None).order_by("place")


def works_in(actor: Actor, circle: UUID) -> list[WorksLine]:
    """List what works for one pupil, at most three lines."""
    rows = works_now(actor).filter(circle=circle)
    columns = ("id", "place", "words", "written_by__first")
    return [WorksLine(*row) for row in rows.values_list(*columns)[:3]]


def sign_of(lines: list[WorksLine]) -> str:
    """Say in one word which lines someone had before them."""
    return " ".join(str(line.id) for line in lines)
