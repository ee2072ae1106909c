"""Reading the story of a circle, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from deelgenoot.access.written import the_one, written_once
from deelgenoot.circles.emergency_policy import beside_emergency
from deelgenoot.circles.models import Circle, Entry, Membership
from deelgenoot.circles.terms import TOGETHER, Side, Topic
from deelgenoot.kernel.actor import Actor

PAGE = 50


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer under an entry."""

    id: UUID
    at: datetime
    name: str
    side: Side
    words: str


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of the story, with the answers that were given."""

    id: UUID
    circle: UUID
    at: datetime
    name: str
    side: Side
    kind: str
    detail: str
    words: str
    audience: str
    mine: bool
    answers: list[AnswerLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Story:
    """A page of the story, newest first, and where the next page begins."""

    lines: list[EntryLine]
    older: UUID | None


def _answers(actor: Actor) -> ArraySubquery:
    """The answers under an entry, oldest first, as far as this actor reads them."""
    rows = Entry.objects.seen_by(actor).filter(circle=OuterRef("circle"), answers=OuterRef("pk"))
    return ArraySubquery(
        rows.order_by("at", "id").values(
            row=JSONObject(
                id=F("id"),
                at=F("at"),
                first=F("author__first"),
                rest=F("author__rest"),
                side=F("side"),
                words=F("words"),
            )
        )[:50]
    )


COLUMNS = (
    "id",
    "circle_id",
    "at",
    "author__first",
    "author__rest",
    "side",
    "kind",
    "detail",
    "words",
    "audience",
    "author_id",
    "given",
)


Told = tuple[Any, ...]
"""The columns of one entry."""


def _told(actor: Actor, rows: QuerySet[Entry], limit: int) -> QuerySet[Entry, Told]:
    """Ask for what is shown of entries."""
    return rows.annotate(given=_answers(actor)).values_list(*COLUMNS)[:limit]


def _lines(actor: Actor, told: Iterable[Told]) -> list[EntryLine]:
    """Turn entries into lines to show."""
    lines = []
    for id_, circle, at, first, rest, side, kind, detail, words, audience, author, given in told:
        name, mine = f"{first} {rest}".strip(), author in actor.persons
        answers = [_answer(row) for row in given]
        lines.append(
            EntryLine(
                id_, circle, at, name, Side(side), kind, detail, words, audience, mine, answers
            )
        )
    return lines


def _answer(row: dict[str, str]) -> AnswerLine:
    """Turn one answer as the database writes it into a line."""
    return AnswerLine(
        UUID(row["id"]),
        datetime.fromisoformat(row["at"]),
        f"{row['first']} {row['rest']}".strip(),
        Side(row["side"]),
        row["words"],
    )


def story(
    actor: Actor, circle: Circle, *, older_than: UUID | None = None, limit: int = PAGE
) -> Story:
    """Tell the story of a circle, newest first, a page at a time."""
    told = _page_of(actor, circle=circle.pk, older_than=older_than, limit=limit + 1)
    shown = _lines(actor, told[:limit])
    return Story(shown, shown[-1].id if len(told) > limit else None)


@written_once
def _page_of(
    actor: Actor, *, circle: UUID, older_than: UUID | None, limit: int
) -> QuerySet[Entry, Told]:
    """Ask for the entries of a circle, newest first, from where the reader was."""
    rows = Entry.objects.seen_by(actor).filter(circle=circle, answers=None)
    if older_than:
        mark = rows.filter(pk=older_than).values("at")[:1]
        rows = rows.filter(Q(at__lt=Subquery(mark)) | Q(at=Subquery(mark), pk__lt=older_than))
    return _told(actor, rows.order_by("-at", "-id"), limit)


def find_entry(actor: Actor, entry: UUID) -> tuple[Entry, EntryLine]:
    """Find one entry this actor reads, with circle, pupil and school."""
    found = the_one(_entry(actor, entry=entry), Entry.DoesNotExist)
    return found, the_one(_lines(actor, _entry_told(actor, entry=entry)), Entry.DoesNotExist)


@written_once
def _entry(actor: Actor, *, entry: UUID) -> QuerySet[Entry, Entry]:
    """Ask for one entry, with circle, pupil and school."""
    rows = Entry.objects.seen_by(actor).filter(pk=entry, circle__in=_opened(actor))
    return rows.select_related("circle__pupil", "circle__school")


@written_once
def _entry_told(actor: Actor, *, entry: UUID) -> QuerySet[Entry, Told]:
    """Ask for what is shown of one entry."""
    rows = Entry.objects.seen_by(actor).filter(pk=entry, circle__in=_opened(actor))
    return _told(actor, rows, 1)


def _opened(actor: Actor) -> QuerySet[Membership, Any]:
    """The circles whose ordinary pages this actor opens."""
    return beside_emergency(actor).values("circle")


def health(actor: Actor, circle: UUID) -> list[EntryLine]:
    """Tell what is written about health, newest first: what one needs in an emergency."""
    return _lines(actor, _health_of(actor, circle=circle))


@written_once
def _health_of(actor: Actor, *, circle: UUID) -> QuerySet[Entry, Told]:
    """Ask for the entries about health, with their answers."""
    rows = Entry.objects.seen_by(actor).filter(circle=circle, topic=Topic.HEALTH, answers=None)
    return _told(actor, rows.filter(audience__in=TOGETHER).order_by("-at", "-id"), 12)


def latest_entries(
    actor: Actor, circles: list[UUID], *, since: datetime, but: set[UUID]
) -> list[EntryLine]:
    """Tell what happened lately in these circles, newest first, at most ten."""
    told = _lately_in(actor, circles=tuple(circles), since=since, but=tuple(sorted(but)))
    return _lines(actor, told)


@written_once
def _lately_in(
    actor: Actor, *, circles: tuple[UUID, ...], since: datetime, but: tuple[UUID, ...]
) -> QuerySet[Entry, Told]:
    """Ask for the newest entries of some circles but those that are shown already."""
    rows = Entry.objects.seen_by(actor).filter(circle__in=circles, answers=None, at__gte=since)
    return _told(actor, rows.exclude(pk__in=but).order_by("-at", "-id"), 10)
