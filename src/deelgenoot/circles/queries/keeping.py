"""What an administrator keeps: pupils, guardians, colleagues, and who was invited."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from deelgenoot.access.written import the_one, written_once
from deelgenoot.circles.models import Invitation
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Appointment, Enrolment, Group, Place, School
from deelgenoot.organisations.terms import Function
from deelgenoot.people.models import Custody, Mailbox, Person
from deelgenoot.people.terms import CustodyKind

PAGE = 60
KINDS: dict[str, object] = {
    **{kind.value: kind.label for kind in CustodyKind},
    **{function.value: function.label for function in Function},
}


@dataclass(frozen=True, slots=True)
class PupilKept:
    """One pupil on the administrator's list; a name, nothing about how it goes."""

    enrolment: UUID
    name: str
    adults: int
    leaves: bool


@dataclass(frozen=True, slots=True)
class PersonKept:
    """A guardian or colleague: name, what they are, and whether they have come in."""

    person: UUID
    name: str
    kind: str
    kind_label: str
    address: str
    has_account: bool
    invited_at: datetime | None


def my_school(actor: Actor) -> School:
    """Find the school this administrator works at."""
    return School.objects.seen_by(actor).get()


def find_enrolment(actor: Actor, enrolment: UUID) -> Enrolment:
    """Find one pupil of the own school."""
    return the_one(_enrolment(actor, enrolment=enrolment), Enrolment.DoesNotExist)


@written_once
def _enrolment(actor: Actor, *, enrolment: UUID) -> QuerySet[Enrolment, Enrolment]:
    """Ask for one pupil of the own school."""
    rows = Enrolment.objects.seen_by(actor).select_related("pupil", "school")
    return rows.filter(pk=enrolment)


def groups_kept(actor: Actor) -> list[tuple[UUID, str]]:
    """List the classes of the own school, of the newest year in which pupils have a place."""
    places = Place.objects.seen_by(actor).filter(Q(until=None) | Q(until__gt=actor.now))
    newest = places.order_by("-group__year").values("group__year")[:1]
    rows = Group.objects.seen_by(actor).filter(year=Subquery(newest))
    rows = rows.order_by("combined", "name", "id")
    return list(rows.values_list("id", "name")[:PAGE])


def pupils_kept(actor: Actor, group: UUID) -> list[PupilKept]:
    """List the pupils of one class with how many adults are known."""
    places = Place.objects.seen_by(actor).filter(
        Q(until=None) | Q(until__gt=actor.now), group=group
    )
    adults = (
        Custody.objects.seen_by(actor)
        .filter(child=OuterRef("pupil"), until=None)
        .order_by()
        .values("child")
    )
    counted = adults.annotate(n=Count("pk")).values("n")
    rows = (
        Enrolment.objects.seen_by(actor)
        .filter(pk__in=places.values("enrolment"))
        .order_by("pupil__first", "pupil__rest", "id")
        .values_list("id", "pupil__first", "pupil__rest", Subquery(counted), "until")
    )
    return [
        PupilKept(id_, f"{first} {rest}".strip(), n or 0, until is not None)
        for id_, first, rest, n, until in rows[:PAGE]
    ]


def guardians_of(actor: Actor, enrolment: Enrolment) -> list[PersonKept]:
    """List the adults of one pupil."""
    rows = (
        Custody.objects.seen_by(actor)
        .filter(child=enrolment.pupil_id, until=None)
        .order_by("since", "id")
        .values_list(
            "adult_id",
            "adult__first",
            "adult__rest",
            "kind",
            "adult__account_id",
            _address(actor, "adult"),
            _invited(actor, "adult"),
        )
    )
    return [_person(*row) for row in rows[:PAGE]]


def staff_kept(actor: Actor) -> list[PersonKept]:
    """List the colleagues of the own school."""
    rows = (
        Appointment.objects.seen_by(actor)
        .filter(Q(until=None) | Q(until__gt=actor.now))
        .order_by("person__first", "person__rest", "id")
        .values_list(
            "person_id",
            "person__first",
            "person__rest",
            "function",
            "person__account_id",
            _address(actor, "person"),
            _invited(actor, "person"),
        )
    )
    found: dict[UUID, PersonKept] = {}
    for row in rows[: PAGE * 4]:
        found.setdefault(row[0], _person(*row))
    return list(found.values())


def _person(
    person: UUID,
    first: str,
    rest: str,
    kind: str,
    account: UUID | None,
    address: str | None,
    invited: datetime | None,
) -> PersonKept:
    """Turn a row into a line to show."""
    name = f"{first} {rest}".strip()
    label = KINDS.get(kind, kind)
    return PersonKept(person, name, kind, str(label), address or "", account is not None, invited)


def _address(actor: Actor, path: str) -> Subquery:
    """The mail address of a person, as far as this administrator may see it."""
    boxes = Mailbox.objects.seen_by(actor).filter(person=OuterRef(path))
    return Subquery(boxes.values("address")[:1])


def _invited(actor: Actor, path: str) -> Subquery:
    """When a person was last invited."""
    rows = Invitation.objects.seen_by(actor).filter(person=OuterRef(path))
    return Subquery(rows.order_by("-made_at").values("made_at")[:1])


def find_person(actor: Actor, person: UUID) -> tuple[Person, str]:
    """Find one person this administrator keeps, with the mail address that is known."""
    found = the_one(_person_row(actor, person=person), Person.DoesNotExist)
    return found, next(iter(_addresses(actor, person=person)), "")


@written_once
def _person_row(actor: Actor, *, person: UUID) -> QuerySet[Person, Person]:
    """Ask for one person this administrator keeps."""
    return Person.objects.seen_by(actor).select_related("controller").filter(pk=person)


@written_once
def _addresses(actor: Actor, *, person: UUID) -> QuerySet[Mailbox, str]:
    """Ask for the mail address of one person."""
    boxes = Mailbox.objects.seen_by(actor).filter(person=person).order_by("pk")
    return boxes.values_list("address", flat=True)[:1]


def still_open(actor: Actor, person: UUID) -> Person:
    """Find a person and keep the row still; a row that was closed as a double is not there."""
    rows = Person.objects.seen_by(actor).filter(pk=person, same_as=None)
    return rows.select_for_update(of=("self",), no_key=True).get()
