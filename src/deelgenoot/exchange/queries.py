"""Reading which files were dropped, and what each changes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.models import Circle, Entry
from deelgenoot.circles.queries.story import newest_words
from deelgenoot.circles.terms import Audience, EntryKind, Side
from deelgenoot.exchange.models import ColumnTold, Copy, Delivery, DeliveryLine
from deelgenoot.exchange.rules import MOST_PIECES
from deelgenoot.exchange.terms import ASKED, Source, Stage
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.people.models import Person
from deelgenoot.people.terms import Side as LifeSide
from deelgenoot.ui.dates import begin_of, end_of

FEW = 4
PAGE = 60
EARLIER = 10
PEOPLE = ("school", "by", "asked_by", "undo_by")


def at_work(person: UUID, now: datetime) -> Actor | None:
    """Who asked for a deed, to act as them again; None when they no longer work anywhere."""
    bare = Actor(None, (person,), Hat.WORK, now)
    with acting_as(bare):
        found = Person.objects.seen_by(bare).filter(pk=person, side=LifeSide.WORK).first()
    if found is None:
        return None
    return replace(
        bare,
        account_id=found.account_id,
        name=found.first,
        organisation_id=found.workplace,
        controller_id=found.controller_id,
    )


def find_delivery(actor: Actor, delivery: UUID) -> Delivery:
    """Find one file that was dropped for the own school, without all that was read in it."""
    rows = Delivery.objects.seen_by(actor).select_related(*PEOPLE)
    return rows.defer("content", "footprint").get(pk=delivery)


def open_list(actor: Actor, delivery: UUID) -> Delivery | None:
    """Find one list of parents that still waits for a yes, with all that was read in it."""
    rows = Delivery.objects.seen_by(actor).select_related("school")
    rows = rows.filter(pk=delivery, source=Source.GUARDIANS, done_at=None)
    return rows.exclude(content=None).first()


def whole_delivery(actor: Actor, delivery: UUID) -> Delivery:
    """Find one file with all that was read in it, for a deed; nobody else can change it now."""
    rows = Delivery.objects.seen_by(actor).select_for_update(of=("self",))
    return rows.select_related("school").get(pk=delivery)


def earlier_deliveries(actor: Actor) -> list[Delivery]:
    """List the files that were dropped last."""
    rows = Delivery.objects.seen_by(actor).select_related(*PEOPLE).order_by("-at", "-id")
    return list(rows.defer("content", "footprint")[:EARLIER])


def first_lines(actor: Actor, delivery: UUID) -> list[DeliveryLine]:
    """List the first few lines of each kind, and every question."""
    rows = DeliveryLine.objects.seen_by(actor).filter(delivery=delivery)
    rows = rows.filter(Q(number__lte=FEW) | Q(kind__in=ASKED, number__lte=PAGE))
    return list(rows.order_by("kind", "number"))


def lines_after(actor: Actor, delivery: UUID, kind: str, number: int) -> list[DeliveryLine]:
    """List one page of the lines of one kind, after a number."""
    rows = DeliveryLine.objects.seen_by(actor).filter(delivery=delivery, kind=kind)
    return list(rows.filter(number__gt=number).order_by("number")[: PAGE + 1])


def columns_explained(actor: Actor) -> list[ColumnTold]:
    """List what the own school said about the columns of its lists."""
    rows = ColumnTold.objects.seen_by(actor).order_by("header")
    return list(rows[:PAGE])


def newer_was_done(actor: Actor, delivery: Delivery) -> bool:
    """Whether a newer file stands on top of this one."""
    rows = Delivery.objects.seen_by(actor).filter(school=delivery.school_id, undone_at=None)
    return rows.filter(done_at__gt=delivery.done_at).exists() if delivery.done_at else False


def stage_of(delivery: Delivery, now: datetime) -> Stage:
    """Say how far a file is; what waited too long for the machine did not go through."""
    patience = timedelta(minutes=settings.SCHOOL_FILE_STUCK_MINUTES)
    if delivery.undone_at:
        return Stage.UNDONE
    if delivery.done_at:
        waits = delivery.undo_at and delivery.undo_at + patience > now
        return Stage.UNDOING if waits else Stage.DONE
    if delivery.wiped_at:
        return Stage.WIPED
    if delivery.asked_at:
        return Stage.WORKING if delivery.asked_at + patience > now else Stage.STUCK
    return Stage.LOOKING


def undo_until(delivery: Delivery) -> datetime | None:
    """The last moment at which a file can be taken back."""
    days = timedelta(days=settings.SCHOOL_FILE_UNDO_DAYS)
    return delivery.done_at + days if delivery.done_at else None


def may_be_undone(delivery: Delivery, now: datetime) -> bool:
    """Whether there is still time to take a file back."""
    until = undo_until(delivery)
    return until is not None and now < until and delivery.undone_at is None


@dataclass(frozen=True, slots=True)
class PieceLine:
    """One thing school wrote that may go along, ready to write out."""

    id: UUID
    at: datetime
    name: str
    detail: str
    words: str


def what_may_be_copied(actor: Actor, circle: Circle, since: date, until: date) -> list[PieceLine]:
    """List what may go along to the school's own system of these days, oldest first.

    Only what colleagues of the school wrote themselves, for the whole circle and hidden from
    nobody, on topics this colleague reads, in the words as they are now. What can still be taken
    back does not go along, and no answers: they repeat what someone at home said.
    """
    read_by_all = Q(reaches_at=None) | Q(reaches_at__lte=actor.now)
    told = Entry.objects.seen_by(actor).filter(
        read_by_all,
        circle=circle,
        kind=EntryKind.CONTACT,
        side=Side.SCHOOL,
        audience=Audience.CIRCLE,
        hidden_from=[],
        answers=None,
        corrects=None,
        at__gte=begin_of(since),
        at__lt=end_of(until),
    )
    return _pieces(actor, told)


def pieces_of(actor: Actor, copy: Copy) -> list[PieceLine]:
    """List what a report held, as far as this actor reads it; nothing tells that there is more."""
    told = Entry.objects.seen_by(actor).filter(circle=copy.entry.circle_id, pk__in=copy.pieces)
    return _pieces(actor, told)


def _pieces(actor: Actor, told: "QuerySet[Entry]") -> list[PieceLine]:
    """Turn entries into pieces of a report; one more than fits, to notice that it is too much."""
    rows = told.order_by("at", "id").values_list(
        "id", "at", "author__first", "author__rest", "detail", newest_words(actor)
    )
    return [
        PieceLine(id_, at, f"{first} {rest}".strip(), detail, words)
        for id_, at, first, rest, detail, words in rows[: MOST_PIECES + 1]
    ]


def mark_of(lines: Iterable[PieceLine]) -> str:
    """A mark of the pieces as they were shown, to notice that one came, went or changed."""
    told = repr([(str(line.id), line.words) for line in lines])
    return sha256(told.encode()).hexdigest()[:32]


def find_copy(actor: Actor, circle: UUID, copy: UUID) -> Copy:
    """Find one report that was taken along, with who took it, when and about whom."""
    rows = Copy.objects.seen_by(actor).filter(entry__circle=circle)
    return rows.select_related(
        "entry__author", "entry__circle__pupil", "entry__circle__school"
    ).get(pk=copy)
