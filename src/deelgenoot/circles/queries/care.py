"""The care organisations of the own board and their people, as an administrator keeps them."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat

from deelgenoot.circles.models import Invitation
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import (
    CareOrganisation,
    CareProfessional,
    School,
    Verification,
)
from deelgenoot.organisations.policy import administered_schools
from deelgenoot.organisations.rules import verify_again_from
from deelgenoot.organisations.terms import CareKind, Profession
from deelgenoot.people.models import Mailbox, Person
from deelgenoot.ui.dates import in_amsterdam

MOST = 300


@dataclass(frozen=True, slots=True)
class CareLine:
    """One care organisation, or one person of it: who, since when verified, until when."""

    id: UUID
    name: str
    label: str
    verified_at: datetime | None
    until: datetime | None
    now: datetime
    people: int = 0
    has_account: bool = False
    invited_at: datetime | None = None

    @property
    def ended(self) -> bool:
        """Whether the school works with them no longer."""
        return self.until is not None and self.until <= self.now

    @property
    def too_old(self) -> bool:
        """Whether it is time to verify again; never of who has ended."""
        return not self.ended and is_too_old(self.verified_at, self.now)


@dataclass(frozen=True, slots=True)
class VerificationLine:
    """One verification: when, by whom of which school, by calling which number found where."""

    at: datetime
    by: str
    school: str
    called: str
    found: str


def is_too_old(verified_at: datetime | None, now: datetime) -> bool:
    """Whether a verification, or its lack, asks for a new one."""
    if verified_at is None:
        return True
    day = in_amsterdam(verified_at).date()
    return verify_again_from(day, months=settings.VERIFY_AGAIN_MONTHS) <= _today(now)


def _today(now: datetime) -> date:
    return in_amsterdam(now).date()


def is_over(row: CareOrganisation | CareProfessional, now: datetime) -> bool:
    """Whether the school works with them no longer."""
    return row.until is not None and row.until <= now


def seen_mark(row: CareOrganisation | CareProfessional) -> str:
    """A mark that changes when someone else ends it, opens it again, or puts it right."""
    called = row.controller if isinstance(row, CareOrganisation) else row.person
    reached = (row.town, row.phone, row.site) if isinstance(row, CareOrganisation) else ()
    facts = (row.pk, row.until, row.register, row.number, called.name, *reached)
    return sha256(repr(facts).encode()).hexdigest()[:16]


def _verified(actor: Actor, **about: object) -> Subquery:
    """When this was last verified."""
    rows = Verification.objects.seen_by(actor).filter(**about)
    return Subquery(rows.order_by("-at").values("at")[:1])


def school_kept(actor: Actor) -> School:
    """The own school, of who administers it; for anyone else there is none, in one question."""
    rows = School.objects.seen_by(actor).filter(pk__in=administered_schools(actor))
    return rows.get()


def care_kept(actor: Actor) -> list[CareLine]:
    """List the care organisations, by name; those the school works with first."""
    people = (
        CareProfessional.objects.seen_by(actor)
        .filter(Q(until=None) | Q(until__gt=actor.now), organisation=OuterRef("pk"))
        .order_by()
        .values("organisation")
        .annotate(n=Count("pk"))
        .values("n")
    )
    last = _verified(actor, organisation=OuterRef("pk"), professional=None)
    rows = (
        CareOrganisation.objects.seen_by(actor)
        .order_by("controller__name", "id")
        .values_list("id", "controller__name", "kind", "town", last, "until", Subquery(people))
    )
    lines = [
        CareLine(id_, name, f"{CareKind(kind).label} · {town}", at, until, actor.now, n or 0)
        for id_, name, kind, town, at, until, n in rows[:MOST]
    ]
    return sorted(lines, key=lambda line: line.ended)


def find_organisation(actor: Actor, organisation: UUID) -> CareOrganisation:
    """Find one care organisation of the own board."""
    rows = CareOrganisation.objects.seen_by(actor).select_related("controller")
    return rows.get(pk=organisation)


def find_professional(actor: Actor, professional: UUID) -> CareProfessional:
    """Find one person of a care organisation of the own board."""
    rows = CareProfessional.objects.seen_by(actor)
    return rows.select_related("person", "organisation__controller").get(pk=professional)


def running_professional(actor: Actor, person: UUID) -> bool | None:
    """Whether this person's period in care runs or is to come; None for who is not of care."""
    rows = CareProfessional.objects.seen_by(actor).filter(person=person)
    ends = list(rows.values_list("until", flat=True))
    return any(until is None or until > actor.now for until in ends) if ends else None


def professionals_of(actor: Actor, organisation: UUID) -> list[CareLine]:
    """List the people of one care organisation, by name; whose period runs first."""
    invited = Invitation.objects.seen_by(actor).filter(person=OuterRef("person"))
    rows = (
        CareProfessional.objects.seen_by(actor)
        .filter(organisation=organisation)
        .order_by("person__first", "person__rest", "id")
        .values_list(
            "id",
            "person__first",
            "person__rest",
            "profession",
            _verified(actor, professional=OuterRef("pk")),
            "until",
            "person__account",
            Subquery(invited.order_by("-made_at").values("made_at")[:1]),
        )
    )
    lines = [
        CareLine(
            id_, f"{first} {rest}".strip(), str(Profession(what).label), at, until, actor.now,
            has_account=account is not None, invited_at=sent,
        )
        for id_, first, rest, what, at, until, account, sent in rows[:MOST]
    ]  # fmt: skip
    return sorted(lines, key=lambda line: line.ended)


def verifications_of(
    actor: Actor, organisation: UUID, professional: UUID | None = None
) -> list[VerificationLine]:
    """List how schools verified an organisation or one person of it, newest first."""
    noted = Person.objects.seen_by(actor).filter(pk=OuterRef("noted_by"))
    name = Concat("first", Value(" "), "rest", output_field=CharField())
    rows = (
        Verification.objects.seen_by(actor)
        .filter(organisation=organisation, professional=professional)
        .annotate(by=Subquery(noted.annotate(whole=name).values("whole")[:1]))
        .order_by("-at", "-id")
        .values_list("at", "by", "school__name", "called", "found")
    )
    return [VerificationLine(at, (by or "").strip(), *rest) for at, by, *rest in rows[:MOST]]


def mail_of(actor: Actor, person: UUID) -> Mailbox | None:
    """Where mail reaches someone of care, and whether it came back."""
    return Mailbox.objects.seen_by(actor).filter(person=person).first()


def schools_to_call(actor: Actor) -> list[tuple[str, str]]:
    """The schools that verified who works outside: name and phone number."""
    rows = School.objects.seen_by(actor).order_by("name", "id")
    return list(rows.values_list("name", "phone")[:20])
