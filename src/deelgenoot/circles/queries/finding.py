"""Finding something back in the story of one circle: a part of it, or words in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from deelgenoot.access.written import written_once
from deelgenoot.circles.models import Circle, Entry
from deelgenoot.circles.queries.story import PAGE, from_there, told_of
from deelgenoot.circles.queries.told import EntryLine, Told, lines_of
from deelgenoot.circles.same_words import finder
from deelgenoot.circles.terms import Side, Topic
from deelgenoot.kernel.actor import Actor

LOOKED_AT = 200
"""How many entries are looked through for words at one tap; the next tap looks further."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What someone wants to find back; it is kept nowhere."""

    words: str = ""
    topic: Topic | None = None
    side: Side | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class FoundBack:
    """What was found, newest first; how far back was looked, and from where to look further."""

    lines: list[EntryLine]
    older: UUID | None
    back_to: datetime | None


def find_back(
    actor: Actor,
    circle: Circle,
    asked: Asked,
    *,
    older_than: UUID | None = None,
    limit: int = PAGE,
    most: int = LOOKED_AT,
) -> FoundBack:
    """Find a page of what this actor reads, newest first; nothing else counts for anything.

    Words are compared here and not by the database, so that they stand in none of its logs.
    """
    most = most if asked.words else limit
    told = _part_of(
        actor,
        circle=circle.pk,
        older_than=older_than,
        limit=most + 1,
        topic=asked.topic,
        side=asked.side,
        since=asked.since,
    )
    near = lines_of(actor, told[:most])
    found, looked = _holding(near, finder(asked.words), limit)
    last = near[looked - 1] if looked else None
    more = looked < len(told)
    return FoundBack(found, last.id if last and more else None, last.at if last else None)


def _holding(
    lines: list[EntryLine], holds: Callable[[str], bool], limit: int
) -> tuple[list[EntryLine], int]:
    """Take the entries that hold the words, in an answer too; says how many were looked at."""
    found: list[EntryLine] = []
    for looked, line in enumerate(lines, start=1):
        if holds(" ".join([line.words, *(answer.words for answer in line.answers)])):
            found.append(line)
        if len(found) == limit:
            return found, looked
    return found, len(lines)


@written_once
def _part_of(
    actor: Actor,
    *,
    circle: UUID,
    older_than: UUID | None,
    limit: int,
    topic: Topic | None,
    side: Side | None,
    since: datetime | None,
) -> QuerySet[Entry, Told]:
    """Ask for entries on one topic, told or answered from one side, since some day."""
    rows = from_there(actor, circle, older_than)
    if topic:
        rows = rows.filter(topic=topic.value)
    if side:
        answers = Entry.objects.seen_by(actor).filter(
            circle=OuterRef("circle"), answers=OuterRef("pk"), side=side.value
        )
        rows = rows.filter(Q(side=side.value) | Q(Exists(answers)))
    return told_of(actor, rows.filter(at__gte=since) if since else rows, limit)
