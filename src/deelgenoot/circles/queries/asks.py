"""Reading what is asked of me."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.timezone import localdate

from deelgenoot.access.written import written_once
from deelgenoot.circles.emergency_policy import ENDS
from deelgenoot.circles.models import Ask, EmergencyLook, Entry
from deelgenoot.circles.queries.story import newest_words
from deelgenoot.circles.terms import OF_WORDS, SHIELDED_ASKS, AskKind, Side
from deelgenoot.kernel.actor import Actor

ON_ITS_DAY = (AskKind.COME_BACK,)
"""What is asked on its own day, and stands under 'coming' until then."""
MOST_BY_CIRCLE = 60


@dataclass(frozen=True, slots=True)
class AskLine:
    """One thing that is asked of me, with the words it is about, if it is about words."""

    id: UUID
    kind: str
    subject: UUID
    sent: datetime
    circle: UUID
    board: UUID
    pupil: str
    school: str
    closes: datetime | None = None
    reads_until: datetime | None = None
    due: date | None = None
    name: str = ""
    side: Side = Side.SCHOOL
    detail: str = ""
    words: str = ""
    looked: dict[str, str] | None = None


def open_asks(actor: Actor, *, limit: int = 8) -> list[AskLine]:
    """List what is asked of me now, oldest first; asks about words I may not read are left out."""
    return [_line(*row) for row in _open_asks(actor, limit=limit)]


@written_once
def _open_asks(actor: Actor, *, limit: int) -> QuerySet[Ask, tuple[Any, ...]]:
    """Ask for what is asked of someone, and the words it is about."""
    entry = Entry.objects.seen_by(actor).filter(circle=OuterRef("circle"), pk=OuterRef("subject"))
    row = JSONObject(
        first=F("author__first"),
        rest=F("author__rest"),
        side=F("side"),
        detail=F("detail"),
        words=newest_words(actor),
    )
    rows = (
        Ask.objects.seen_by(actor)
        .filter(done=None)
        .annotate(about=Subquery(entry.values(row=row)[:1]), looked=_looked(actor))
        .exclude(kind__in=OF_WORDS, about__isnull=True)
        .order_by("sent", "id")
        .values_list(
            "id",
            "kind",
            "subject",
            "sent",
            "circle_id",
            "circle__board_id",
            "circle__pupil__first",
            "circle__school__name",
            "circle__closed_at",
            "circle__enrolment__reads_until",
            "due",
            "looked",
            "about",
        )
    )
    return rows[:limit]


def _looked(actor: Actor) -> Subquery:
    """The look in an emergency that is told, as far as this actor hears of it."""
    rows = EmergencyLook.objects.seen_by(actor).filter(
        circle=OuterRef("circle"), pk=OuterRef("subject")
    )
    row = JSONObject(
        first=F("person__first"),
        rest=F("person__rest"),
        reason=F("reason"),
        since=F("since"),
        until=F("ends"),
    )
    return Subquery(rows.annotate(ends=ENDS).values(row=row)[:1])


def _line(*row: Any) -> AskLine:
    """Turn one row into a line to show; the last column tells what it is about."""
    *facts, looked, about = row
    if about is None:
        return replace(AskLine(*facts), looked=looked)
    name = f"{about['first']} {about['rest']}".strip()
    told: tuple[Any, ...] = (name, Side(about["side"]), about["detail"], about["words"])
    return AskLine(*facts, *told)


def coming(asks: list[AskLine], today: date) -> tuple[list[AskLine], list[AskLine]]:
    """Part what is asked now from what waits for its own day, like coming back to something."""
    later = [a for a in asks if a.kind in ON_ITS_DAY and a.due and a.due > today]
    return [ask for ask in asks if ask not in later], later


def asked_today(actor: Actor) -> dict[UUID, list[AskLine]]:
    """List by circle what is asked of me today; never what is asked for a child's safety."""
    asks, _later = coming(open_asks(actor, limit=MOST_BY_CIRCLE), localdate(actor.now))
    by_circle: dict[UUID, list[AskLine]] = defaultdict(list)
    for ask in asks:
        if ask.kind not in SHIELDED_ASKS:
            by_circle[ask.circle].append(ask)
    return by_circle


def find_ask(actor: Actor, ask: UUID) -> Ask:
    """Find one thing that is asked of me."""
    return Ask.objects.seen_by(actor).get(pk=ask)
