"""One entry of the story as it is shown: who told it, in which words, what stood there before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from deelgenoot.circles.terms import Side
from deelgenoot.kernel.actor import Actor

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
    "reaches_at",
    "comes_back_on",
    "spoken_with",
    "corrected",
    "given",
)
Told = tuple[Any, ...]
"""The columns of one entry."""


@dataclass(frozen=True, slots=True)
class Before:
    """What stood there first, when it was corrected, and from when others read that."""

    words: str
    corrected_at: datetime
    reaches_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer under an entry."""

    id: UUID
    at: datetime
    name: str
    side: Side
    words: str
    mine: bool
    reaches_at: datetime | None
    before: list[Before]


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
    reaches_at: datetime | None = None
    comes_back_on: date | None = None
    spoken_with: tuple[UUID, ...] = ()
    before: list[Before] = field(default_factory=list)
    answers: list[AnswerLine] = field(default_factory=list)


def lines_of(actor: Actor, told: Iterable[Told]) -> list[EntryLine]:
    """Turn entries into lines to show."""
    return [_line(actor, *row) for row in told]


def _line(actor: Actor, id_: UUID, circle: UUID, at: datetime, *facts: Any) -> EntryLine:
    """Turn one entry into a line to show, in its newest words."""
    first, rest, side, kind, detail, words, audience, author, *more = facts
    reaches_at, comes_back_on, spoken_with, corrected, given = more
    now, before = _versions(words, corrected)
    return EntryLine(
        id=id_,
        circle=circle,
        at=at,
        name=f"{first} {rest}".strip(),
        side=Side(side),
        kind=kind,
        detail=detail,
        words=now,
        audience=audience,
        mine=author in actor.persons,
        reaches_at=reaches_at,
        comes_back_on=comes_back_on,
        spoken_with=tuple(spoken_with),
        before=before,
        answers=[_answer(actor, row) for row in given],
    )


def _versions(words: str, corrected: list[dict[str, str]]) -> tuple[str, list[Before]]:
    """Part the words as they are now from those that stood there before, oldest first."""
    stood, before = words, []
    for row in corrected:
        reaches_at = row["reaches_at"]
        reaches = datetime.fromisoformat(reaches_at) if reaches_at else None
        before.append(Before(stood, datetime.fromisoformat(row["kept_at"]), reaches))
        stood = row["words"]
    return stood, before


def _answer(actor: Actor, row: dict[str, Any]) -> AnswerLine:
    """Turn one answer as the database writes it into a line."""
    words, before = _versions(row["words"], row["corrected"])
    reaches_at = row["reaches_at"]
    return AnswerLine(
        id=UUID(row["id"]),
        at=datetime.fromisoformat(row["at"]),
        name=f"{row['first']} {row['rest']}".strip(),
        side=Side(row["side"]),
        words=words,
        mine=UUID(row["author"]) in actor.persons,
        reaches_at=datetime.fromisoformat(reaches_at) if reaches_at else None,
        before=before,
    )
