"""Which rows may be one person, as far as this administrator keeps both; never a certainty."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import JSONObject

from deelgenoot.access.rows import ask_database
from deelgenoot.circles.models import Merge, TwoPeople
from deelgenoot.circles.terms import Likeness
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Enrolment, School
from deelgenoot.organisations.policy import administered_schools
from deelgenoot.people.models import CourtLimit, Custody, Person
from deelgenoot.people.terms import Side
from deelgenoot.ui.names import in_a_row

PAGE = 20
MOST_CHILDREN = 12


@dataclass(frozen=True, slots=True)
class AdultLine:
    """One adult the administrator keeps: name, with which children, whether they came in.

    `kept_away`: a court keeps this adult away from a child, now or later.
    """

    person: UUID
    name: str
    children: tuple[str, ...]
    has_account: bool
    kept_away: bool = False

    @property
    def with_whom(self) -> str:
        """The children this adult is with, in a row."""
        return in_a_row(self.children) if self.children else ""


@dataclass(frozen=True, slots=True)
class PairLine:
    """Two rows that look alike, and in what."""

    one: AdultLine
    other: AdultLine
    likeness: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """Two rows that were joined, or told apart; `id` is what undoes it."""

    id: UUID
    name: str
    at: datetime


def school_kept(actor: Actor) -> School:
    """Find the school this actor administers; for anyone else it does not exist."""
    mine = School.objects.seen_by(actor).filter(pk__in=administered_schools(actor))
    return mine.get()


def adults(actor: Actor, persons: Iterable[UUID]) -> dict[UUID, AdultLine]:
    """Name these adults with their children, as far as this administrator keeps them."""
    ties = Custody.objects.seen_by(actor).filter(adult=OuterRef("pk")).order_by("since", "id")
    limits = CourtLimit.objects.seen_by(actor).filter(
        Q(until=None) | Q(until__gt=actor.now), adult=OuterRef("pk")
    )
    kids = ties.values(row=JSONObject(first=F("child__first"), child=F("child_id")))
    rows = (
        Person.objects.seen_by(actor)
        .filter(pk__in=list(persons), side=Side.FAMILY)
        .annotate(kids=ArraySubquery(kids[:MOST_CHILDREN]), kept_away=Exists(limits))
    )
    return {row.pk: _line(row, row.kids, row.kept_away) for row in rows[: PAGE * 4]}


def _line(person: Person, kids: list[dict[str, str]], kept_away: bool) -> AdultLine:
    """Turn a row into a line to show; a child stands once."""
    children = {kid["child"]: kid["first"] for kid in kids}
    has_account = person.account_id is not None
    return AdultLine(person.pk, person.name, tuple(children.values()), has_account, kept_away)


def likely_doubles(
    actor: Actor, *, past: tuple[UUID, UUID] | None = None
) -> tuple[list[PairLine], str]:
    """List the rows that look alike, a page at a time, and the key of the next page."""
    rows = ask_database("deelgenoot_likely_doubles", *(past or (None, None)), PAGE + 1)
    known = adults(actor, {person for row in rows for person in row[:2]})
    pairs = [
        PairLine(known[one], known[other], _alike(likeness))
        for one, other, likeness in rows[:PAGE]
        if one in known and other in known
    ]
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return pairs, f"{last[0]}.{last[1]}" if last else ""


def _alike(likeness: list[str]) -> tuple[str, ...]:
    """Say in what they look alike, in words."""
    return tuple(str(Likeness(one).label) for one in likeness)


def adults_called(
    actor: Actor, asked: str, *, but: UUID | None = None, past: UUID | None = None
) -> tuple[list[AdultLine], str]:
    """Find adults by a part of their name, a page at a time, and the key of the next page."""
    rows = ask_database("deelgenoot_find_adults", asked, but, past, PAGE + 1)
    known = adults(actor, [row[0] for row in rows])
    lines = [known[person] for (person,) in rows[:PAGE] if person in known]
    return lines, str(rows[PAGE - 1][0]) if len(rows) > PAGE else ""


def find_adult_kept(actor: Actor, person: UUID) -> AdultLine:
    """Find one adult this administrator keeps; anyone else does not exist here."""
    found = adults(actor, [person]).get(person)
    if found is None or not found.children:
        raise Person.DoesNotExist
    return found


def like_this(
    actor: Actor, enrolment: Enrolment, *, first: str, rest: str, address: str
) -> list[tuple[AdultLine, tuple[str, ...]]]:
    """List who may be the adult that is being added: one name, and something more alike."""
    given = (enrolment.pupil_id, first, rest, address)
    rows = ask_database("deelgenoot_like_this", *given, PAGE)
    known = adults(actor, [row[0] for row in rows])
    return [(known[adult], _alike(alike)) for adult, alike in rows if adult in known]


def noted_here(actor: Actor) -> tuple[list[Noted], list[Noted]]:
    """List what was joined and still can go back, and who was told apart; newest first."""
    since = actor.now - timedelta(days=settings.MERGE_UNDO_DAYS)
    joined: QuerySet[Any] = Merge.objects.seen_by(actor).filter(undone_at=None, at__gte=since)
    apart: QuerySet[Any] = TwoPeople.objects.seen_by(actor).filter(until=None)
    joined = joined.order_by("-at").annotate(joined=Value(True))
    apart = apart.order_by("-since").annotate(joined=Value(False))
    asked = joined.values_list("id", "kept__first", "kept__rest", "at", "joined")[:PAGE]
    also = apart.values_list("id", "one__first", "one__rest", "since", "joined")[:PAGE]
    found: tuple[list[Noted], list[Noted]] = ([], [])
    for id_, first, rest, at, is_joined in asked.union(also):
        found[0 if is_joined else 1].append(Noted(id_, f"{first} {rest}".strip(), at))
    for lines in found:
        lines.sort(key=lambda line: line.at, reverse=True)
    return found
