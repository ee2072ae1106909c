"""What an administrator keeps of one adult and one child: custody over time, and court limits."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from deelgenoot.circles.queries.keeping import PersonKept
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Enrolment
from deelgenoot.people.models import CourtLimit, Custody, Person
from deelgenoot.people.rules import (
    FIND_CUSTODY,
    Birthday,
    Unknown,
    next_birthday,
    who_decides,
)
from deelgenoot.people.terms import CustodyKind, LimitKind
from deelgenoot.ui.names import in_a_row

MOST = 60


@dataclass(frozen=True, slots=True)
class CustodyLine:
    """What held between an adult and a child, from when until when, and how school knows."""

    kind: CustodyKind
    since: datetime
    until: datetime | None
    proof: str


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One court limit of an adult, as the keeper of the papers sees it."""

    id: UUID
    kind: LimitKind
    decision: str
    since: datetime
    until: datetime | None
    lifted: str
    ended: bool


@dataclass(frozen=True, slots=True)
class AdultKept:
    """One adult with one child: what is known over time, newest first."""

    person: Person
    history: list[CustodyLine]
    limits: list[LimitLine]

    @property
    def now(self) -> CustodyLine | None:
        """What holds now; None when it has ended."""
        newest = self.history[0]
        return None if newest.until else newest

    @property
    def find_out(self) -> object:
        """What must be found out first about this adult; empty when all is known."""
        return FIND_CUSTODY if self.now and self.now.kind is CustodyKind.UNKNOWN else ""


def find_adult(actor: Actor, enrolment: Enrolment, adult: UUID) -> AdultKept:
    """Find one adult who is or was with a child of the own school."""
    rows = Custody.objects.seen_by(actor).filter(child=enrolment.pupil_id, adult=adult)
    found = list(rows.select_related("adult").order_by("-since", "-id")[:MOST])
    if not found:
        raise Custody.DoesNotExist
    history = [CustodyLine(CustodyKind(r.kind), r.since, r.until, r.proof) for r in found]
    return AdultKept(found[0].adult, history, _limits(actor, enrolment, adult))


def _limits(actor: Actor, enrolment: Enrolment, adult: UUID) -> list[LimitLine]:
    """List the court limits of one adult about one child, newest first."""
    rows = CourtLimit.objects.seen_by(actor).filter(child=enrolment.pupil_id, adult=adult)
    return [
        LimitLine(
            r.pk,
            LimitKind(r.kind),
            r.decision,
            r.since,
            r.until,
            r.lifted,
            r.until is not None and r.until <= actor.now,
        )
        for r in rows.order_by("-since", "-id")[:MOST]
    ]


def earlier_adults(actor: Actor, enrolment: Enrolment, but: set[UUID]) -> list[tuple[UUID, str]]:
    """List the adults whose tie with this child has ended, by name.

    A tie that ended where it began was brought in by mistake and taken back: it never was.
    """
    rows = Custody.objects.seen_by(actor).filter(child=enrolment.pupil_id).exclude(adult__in=but)
    rows = rows.exclude(until=F("since"))
    columns = ("adult_id", "adult__first", "adult__rest")
    found = {a: f"{first} {rest}".strip() for a, first, rest in rows.values_list(*columns)[:MOST]}
    return sorted(found.items(), key=lambda pair: pair[1])


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of who decides for a child and of the next birthday that matters."""

    decide: str
    find_out: list[str]
    coming: Birthday | None
    coming_on: object


def what_is_known(enrolment: Enrolment, adults: list[PersonKept], now: datetime) -> Known:
    """Say who decides and what changes next, or what must be found out first."""
    find_out, decide, coming = [], "", None
    names = {adult.person: adult.name for adult in adults}
    try:
        kinds = {adult.person: adult.kind for adult in adults}
        decide = in_a_row([names[person] for person in who_decides(kinds)])
    except Unknown as unknown:
        find_out.append(str(unknown))
    try:
        coming = next_birthday(enrolment.pupil.born_on, timezone.localdate(now))
    except Unknown as unknown:
        find_out.append(str(unknown))
    return Known(decide, find_out, *(coming or (None, None)))
