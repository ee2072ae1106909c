"""Reading circles: who is in one, its story, and what is asked of me."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from deelgenoot.circles.models import Ask, Circle, Entry, Membership
from deelgenoot.circles.policy import places_of
from deelgenoot.circles.terms import Capacity, Side, side_of
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Appointment

PAGE = 100


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One person in a circle, ready to show."""

    person: UUID
    name: str
    capacity: Capacity
    side: Side
    days: tuple[int, ...]
    account: UUID | None
    language: str
    mine: bool

    @property
    def label(self) -> str:
        """Who this is in the circle, in plain words."""
        return str(self.capacity.label)


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


def find_circle(actor: Actor, circle: UUID) -> Circle:
    """Find one circle this actor is in, with pupil and school; else it does not exist."""
    rows = Circle.objects.seen_by(actor).select_related("pupil", "school")
    return rows.get(pk=circle)


def my_place(actor: Actor, circle: Circle) -> Membership:
    """Find as whom this actor sits in a circle; under the family hat the person it concerns."""
    return places_of(actor).filter(circle=circle).order_by("since", "id")[:1].get()


def members(actor: Actor, circle: Circle) -> list[MemberLine]:
    """List who is in a circle now: the pupil, home, school, care."""
    days = Appointment.objects.for_policy().filter(
        person=OuterRef("person"), school=circle.school_id
    )
    rows = (
        Membership.objects.seen_by(actor)
        .filter(Q(until=None) | Q(until__gt=actor.now), circle=circle, since__lte=actor.now)
        .order_by("since", "id")
        .values_list(
            "person_id", "person__first", "person__rest", "capacity", "person__account_id",
            "person__language", Subquery(days.values("days")[:1]),
        )
    )
    lines: dict[UUID, MemberLine] = {}
    for person, first, rest, capacity, account, language, on in rows[:60]:
        lines.setdefault(person, MemberLine(
            person, f"{first} {rest}".strip(), Capacity(capacity), side_of(capacity),
            tuple(on or ()), account, language, person in actor.persons,
        ))
    order = list(Side)
    place = {Capacity.CLASS_TEACHER: 0}
    ranked = [Side.PUPIL, Side.HOME, *[s for s in order if s not in (Side.PUPIL, Side.HOME)]]
    return sorted(
        lines.values(), key=lambda m: (ranked.index(m.side), place.get(m.capacity, 1))
    )


def contact_person(people: list[MemberLine]) -> MemberLine | None:
    """Say whom to call: the class teacher, until someone else was asked and accepted."""
    return next((m for m in people if m.capacity is Capacity.CLASS_TEACHER), None)


def _answers(actor: Actor) -> ArraySubquery:
    """The answers under an entry, oldest first, as far as this actor reads them."""
    rows = Entry.objects.seen_by(actor).filter(circle=OuterRef("circle"), answers=OuterRef("pk"))
    return ArraySubquery(
        rows.order_by("at", "id").values(
            row=JSONObject(
                id=F("id"), at=F("at"), first=F("author__first"), rest=F("author__rest"),
                side=F("side"), words=F("words"),
            )
        )[:50]
    )


def _lines(actor: Actor, rows: QuerySet[Entry], limit: int) -> list[EntryLine]:
    """Turn entries into lines to show."""
    found = rows.annotate(given=_answers(actor)).values_list(
        "id", "at", "author__first", "author__rest", "side", "kind", "detail", "words",
        "audience", "author_id", "given",
    )
    return [
        EntryLine(
            id_, at, f"{first} {rest}".strip(), Side(side), kind, detail, words, audience,
            author in actor.persons, [_answer(row) for row in given],
        )
        for id_, at, first, rest, side, kind, detail, words, audience, author, given
        in found[:limit]
    ]


def _answer(row: dict[str, str]) -> AnswerLine:
    """Turn one answer as the database writes it into a line."""
    return AnswerLine(
        UUID(row["id"]), datetime.fromisoformat(row["at"]),
        f"{row['first']} {row['rest']}".strip(), Side(row["side"]), row["words"],
    )


def story(
    actor: Actor, circle: Circle, *, older_than: UUID | None = None, limit: int = PAGE
) -> Story:
    """Tell the story of a circle, newest first, a page at a time."""
    rows = Entry.objects.seen_by(actor).filter(circle=circle, answers=None)
    if older_than:
        mark = rows.filter(pk=older_than).values("at")[:1]
        rows = rows.filter(Q(at__lt=Subquery(mark)) | Q(at=Subquery(mark), pk__lt=older_than))
    lines = _lines(actor, rows.order_by("-at", "-id"), limit + 1)
    shown = lines[:limit]
    return Story(shown, shown[-1].id if len(lines) > limit else None)


def find_entry(actor: Actor, entry: UUID) -> tuple[Entry, EntryLine]:
    """Find one entry this actor reads, with circle, pupil and school."""
    rows = Entry.objects.seen_by(actor).filter(pk=entry)
    found = rows.select_related("circle__pupil", "circle__school").get()
    return found, _lines(actor, rows, 1)[0]


@dataclass(frozen=True, slots=True)
class AskLine:
    """One thing that is asked of me, with the words it is about."""

    id: UUID
    kind: str
    subject: UUID
    sent: datetime
    circle: UUID
    board: UUID
    pupil: str
    school: str
    name: str
    side: Side
    detail: str
    words: str


def open_asks(actor: Actor, *, limit: int = 8) -> list[AskLine]:
    """List what is asked of me now, oldest first; asks about words I may not read are left out."""
    entry = Entry.objects.seen_by(actor).filter(circle=OuterRef("circle"), pk=OuterRef("subject"))
    row = JSONObject(
        first=F("author__first"), rest=F("author__rest"), side=F("side"), detail=F("detail"),
        words=F("words"),
    )
    rows = (
        Ask.objects.seen_by(actor)
        .filter(done=None)
        .annotate(about=Subquery(entry.values(row=row)[:1]))
        .exclude(about=None)
        .order_by("sent", "id")
        .values_list(
            "id", "kind", "subject", "sent", "circle_id", "circle__board_id",
            "circle__pupil__first", "circle__school__name", "about",
        )
    )
    return [
        AskLine(
            *facts, f"{about['first']} {about['rest']}".strip(), Side(about["side"]),
            about["detail"], about["words"],
        )
        for *facts, about in rows[:limit]
    ]


@dataclass(frozen=True, slots=True)
class CircleLine:
    """One of my circles, ready to show."""

    id: UUID
    board: UUID
    pupil: str
    school: str
    phone: str


def my_circles(actor: Actor, *, limit: int = 12) -> list[CircleLine]:
    """List the circles I am in, by the pupil's name."""
    rows = (
        Circle.objects.seen_by(actor)
        .order_by("pupil__first", "id")
        .values_list("id", "board_id", "pupil__first", "school__name", "school__phone")
    )
    return [CircleLine(*row) for row in rows[:limit]]


def latest_entries(actor: Actor, circles: list[UUID], *, since: datetime) -> list[
    tuple[UUID, EntryLine]
]:
    """Tell what happened lately in these circles, newest first, at most ten."""
    rows = Entry.objects.seen_by(actor).filter(
        circle__in=circles, answers=None, at__gte=since
    )
    ordered = rows.order_by("-at", "-id")
    of = dict(ordered.values_list("id", "circle_id")[:10])
    return [(of[line.id], line) for line in _lines(actor, ordered, 10) if line.id in of]


def find_ask(actor: Actor, ask: UUID) -> Ask:
    """Find one thing that is asked of me."""
    return Ask.objects.seen_by(actor).get(pk=ask)
