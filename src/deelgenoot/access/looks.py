"""A look: someone opened one part of one child's circle, written down before it is shown."""

from collections.abc import Iterable
from uuid import UUID

from django.db import DatabaseError
from django.db.models import Model

from deelgenoot.audit.records import Trace, record_many
from deelgenoot.kernel.actor import Actor


class LookNotRecorded(Exception):
    """The look could not be written down, so nothing is shown."""


def look(actor: Actor, *, part: str, circles: Iterable[tuple[UUID, UUID | None]]) -> None:
    """Write down that this actor looks at one part of these circles (id and board of each)."""
    traces = [
        Trace(kind="circles.Circle", id=circle, circle=circle, board=board, part=part)
        for circle, board in circles
    ]
    try:
        record_many(actor, did="look", to=traces)
    except DatabaseError as broken:
        raise LookNotRecorded from broken


def look_at_list(actor: Actor, *, part: str, of: UUID | None) -> None:
    """Write down that this actor looks at a list of only names and dates, as one line."""
    try:
        record_many(actor, did="look", to=[Trace(kind="list", id=of, part=part)])
    except DatabaseError as broken:
        raise LookNotRecorded from broken


def look_at_thing(actor: Actor, *, part: str, of: Model) -> None:
    """Write down that this actor looks at one thing that hangs on no circle: its kind and id."""
    try:
        record_many(actor, did="look", to=[Trace(kind=of._meta.label, id=of.pk, part=part)])
    except DatabaseError as broken:
        raise LookNotRecorded from broken
