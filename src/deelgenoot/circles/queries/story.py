"""Reading the story of a circle, newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from deelgenoot.access.written import the_one, written_once
from deelgenoot.circles.emergency_policy import beside_emergency
from deelgenoot.circles.models import Circle, Entry, Membership
from deelgenoot.circles.queries.told import COLUMNS, EntryLine, Told, lines_of
from deelgenoot.circles.terms import TOGETHER, Topic
from deelgenoot.kernel.actor import Actor

PAGE = 50
ALL = Q()


@dataclass(frozen=True, slots=True)
class Story:
    """A page of the story, newest first, and where the next page begins."""

    lines: list[EntryLine]
    older: UUID | None


def corrections(actor: Actor, only: Q = ALL) -> ArraySubquery:
    """Better words that were written later, oldest first, as far as this actor reads them."""
    rows = Entry.objects.seen_by(actor).filter(circle=OuterRef("circle"), corrects=OuterRef("pk"))
    rows = rows.filter(only)
    told = JSONObject(words=F("words"), kept_at=F("kept_at"), reaches_at=F("reaches_at"))
    return ArraySubquery(rows.order_by("kept_at", "id").values(row=told)[:20])


def newest_words(actor: Actor) -> Coalesce:
    """The words of an entry as they are now: those of the last correction, if there is one."""
    rows = Entry.objects.seen_by(actor).filter(circle=OuterRef("circle"), corrects=OuterRef("pk"))
    return Coalesce(Subquery(rows.order_by("-kept_at", "-id").values("words")[:1]), F("words"))


def _answers(actor: Actor, only: Q) -> ArraySubquery:
    """The answers under an entry, oldest first, as far as this actor reads them."""
    rows = Entry.objects.seen_by(actor).filter(circle=OuterRef("circle"), answers=OuterRef("pk"))
    return ArraySubquery(
        rows.filter(only)
        .order_by("at", "id")
        .values(
            row=JSONObject(
                id=F("id"),
                at=F("at"),
                first=F("author__first"),
                rest=F("author__rest"),
                side=F("side"),
                words=F("words"),
                author=F("author_id"),
                reaches_at=F("reaches_at"),
                corrected=corrections(actor, only),
            )
        )[:50]
    )


def told_of(
    actor: Actor, rows: QuerySet[Entry], limit: int, *, only: Q = ALL
) -> QuerySet[Entry, Told]:
    """Ask for what is shown of entries; `only` narrows their answers and corrections."""
    told = rows.annotate(corrected=corrections(actor, only), given=_answers(actor, only))
    return told.values_list(*COLUMNS)[:limit]


def story(
    actor: Actor, circle: Circle, *, older_than: UUID | None = None, limit: int = PAGE
) -> Story:
    """Tell the story of a circle, newest first, a page at a time."""
    told = _page_of(actor, circle=circle.pk, older_than=older_than, limit=limit + 1)
    shown = lines_of(actor, told[:limit])
    return Story(shown, shown[-1].id if len(told) > limit else None)


@written_once
def _page_of(
    actor: Actor, *, circle: UUID, older_than: UUID | None, limit: int
) -> QuerySet[Entry, Told]:
    """Ask for the entries of a circle, newest first, from where the reader was."""
    return told_of(actor, from_there(actor, circle, older_than), limit)


def from_there(actor: Actor, circle: UUID, older_than: UUID | None) -> QuerySet[Entry]:
    """The entries of a circle, newest first, from where the reader was."""
    rows = Entry.objects.seen_by(actor).filter(circle=circle, answers=None, corrects=None)
    if older_than:
        mark = rows.filter(pk=older_than).values("at")[:1]
        rows = rows.filter(Q(at__lt=Subquery(mark)) | Q(at=Subquery(mark), pk__lt=older_than))
    return rows.order_by("-at", "-id")


def find_entry(actor: Actor, entry: UUID) -> tuple[Entry, EntryLine]:
    """Find one entry this actor reads, with circle, pupil and school."""
    found = the_one(_entry(actor, entry=entry), Entry.DoesNotExist)
    return found, the_one(lines_of(actor, _entry_told(actor, entry=entry)), Entry.DoesNotExist)


@written_once
def _entry(actor: Actor, *, entry: UUID) -> QuerySet[Entry, Entry]:
    """Ask for one entry, with circle, pupil and school."""
    return _one(actor, entry).select_related("circle__pupil", "circle__school")


@written_once
def _entry_told(actor: Actor, *, entry: UUID) -> QuerySet[Entry, Told]:
    """Ask for what is shown of one entry."""
    return told_of(actor, _one(actor, entry), 1)


def _one(actor: Actor, entry: UUID) -> QuerySet[Entry, Entry]:
    """One entry or answer in a circle whose ordinary pages this actor opens."""
    rows = Entry.objects.seen_by(actor).filter(pk=entry, corrects=None)
    return rows.filter(circle__in=_opened(actor))


def _opened(actor: Actor) -> QuerySet[Membership, Any]:
    """The circles whose ordinary pages this actor opens."""
    return beside_emergency(actor).values("circle")


def health(actor: Actor, circle: UUID) -> list[EntryLine]:
    """Tell what is written about health, newest first: what one needs in an emergency."""
    return lines_of(actor, _health_of(actor, circle=circle))


@written_once
def _health_of(actor: Actor, *, circle: UUID) -> QuerySet[Entry, Told]:
    """Ask for the entries about health, with their answers."""
    rows = Entry.objects.seen_by(actor).filter(circle=circle, topic=Topic.HEALTH)
    rows = rows.filter(answers=None, corrects=None)
    return told_of(actor, rows.filter(audience__in=TOGETHER).order_by("-at", "-id"), 12)


def latest_entries(
    actor: Actor, circles: list[UUID], *, since: datetime, but: set[UUID]
) -> list[EntryLine]:
    """Tell what happened lately in these circles, newest first, at most ten."""
    told = _lately_in(actor, circles=tuple(circles), since=since, but=tuple(sorted(but)))
    return lines_of(actor, told)


@written_once
def _lately_in(
    actor: Actor, *, circles: tuple[UUID, ...], since: datetime, but: tuple[UUID, ...]
) -> QuerySet[Entry, Told]:
    """Ask for the newest entries of some circles but those that are shown already."""
    rows = Entry.objects.seen_by(actor).filter(circle__in=circles, at__gte=since)
    rows = rows.filter(answers=None, corrects=None)
    return told_of(actor, rows.exclude(pk__in=but).order_by("-at", "-id"), 10)
