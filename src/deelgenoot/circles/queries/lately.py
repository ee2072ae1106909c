"""What others told lately around a colleague's pupils: who and about whom, never the words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from deelgenoot.access.written import written_once
from deelgenoot.circles.emergency_policy import beside_emergency
from deelgenoot.circles.models import Entry
from deelgenoot.circles.terms import Audience, Side
from deelgenoot.kernel.actor import Actor

MOST = 7
"""As many as one takes in at a glance; the rest stands in each circle."""


@dataclass(frozen=True, slots=True)
class NewLine:
    """That someone told something about a pupil, without the words: others may see the screen."""

    id: UUID
    circle: UUID
    board: UUID
    at: datetime
    name: str
    side: Side
    pupil: str


def told_lately(actor: Actor, *, since: datetime, but: set[UUID]) -> list[NewLine]:
    """List what others told since a moment, newest first; not what is asked about already."""
    rows = _told_lately(actor, since=since, but=tuple(sorted(but)))
    return [
        NewLine(id_, circle, board, at, f"{first} {rest}".strip(), Side(side), pupil)
        for id_, circle, board, at, first, rest, side, pupil in rows
    ]


@written_once
def _told_lately(
    actor: Actor, *, since: datetime, but: tuple[UUID, ...]
) -> QuerySet[Entry, tuple[Any, ...]]:
    """Ask for the newest entries of others in the circles this colleague opens."""
    rows = Entry.objects.seen_by(actor).filter(
        circle__in=beside_emergency(actor).values("circle"), at__gte=since, corrects=None
    )
    rows = rows.exclude(pk__in=but).exclude(author__in=list(actor.persons))
    return (
        rows.exclude(audience=Audience.SAFETY)
        .order_by("-at", "-id")
        .values_list(
            "id",
            "circle_id",
            "circle__board_id",
            "at",
            "author__first",
            "author__rest",
            "side",
            "circle__pupil__first",
        )[:MOST]
    )
