"""Reading how someone is reached, as far as this actor may see it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from deelgenoot.access.written import the_one, written_once
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Enrolment
from deelgenoot.people.addresses import Address, Phone, Wishes
from deelgenoot.people.models import Custody, Mailbox, Person
from deelgenoot.people.terms import Channel

ADDRESS = ("street", "number", "addition", "postcode", "town", "country", "noted_at")
PHONE = ("id", "number", "kind", "label")
MAIL = ("address", "noted_at", "broken_at")
WISHES = (
    *("channel", "languages", "needs_interpreter", "reads_little", "days", "call_from"),
    *("call_until", "only_phone_id", "never", "names_step", "noted_at"),
)
MOST_PHONES = 12


@dataclass(frozen=True, slots=True)
class AddressKnown:
    """Where someone lives, ready to show."""

    street: str
    number: str
    addition: str
    postcode: str
    town: str
    country: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class PhoneKnown:
    """One number, ready to show."""

    id: UUID
    number: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class MailKnown:
    """Where mail goes, ready to show."""

    address: str
    noted_at: datetime
    broken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WishesKnown:
    """How someone wants to be reached; without a row, as for everyone."""

    channel: str = Channel.MAIL
    languages: tuple[str, ...] = ()
    needs_interpreter: bool = False
    reads_little: bool = False
    days: tuple[int, ...] = ()
    call_from: time | None = None
    call_until: time | None = None
    only_phone_id: UUID | None = None
    never: tuple[str, ...] = ()
    names_step: bool = False
    noted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of how one person is reached."""

    person: Person
    is_adult: bool
    address: AddressKnown | None = None
    mail: MailKnown | None = None
    phones: list[PhoneKnown] = field(default_factory=list)
    wishes: WishesKnown = field(default_factory=WishesKnown)


def _rows(
    actor: Actor, model: type[Model], columns: Iterable[str]
) -> "QuerySet[Any, dict[str, Any]]":
    """What one table tells of a person, as one column of the question about the person."""
    seen = model.objects.seen_by(actor).filter(person=OuterRef("pk"))  # type: ignore[attr-defined]
    rows: QuerySet[Any, dict[str, Any]] = seen.order_by("noted_at", "id").values(
        row=JSONObject(**{name: F(name) for name in columns})
    )
    return rows


def _moment(told: str | None) -> datetime | None:
    """Read a moment as the database writes it."""
    return datetime.fromisoformat(told) if told else None


def _hour(told: str | None) -> time | None:
    """Read a time of day as the database writes it."""
    return time.fromisoformat(told) if told else None


def _wishes(row: dict[str, Any] | None) -> WishesKnown:
    """Turn what the database tells into wishes."""
    if row is None:
        return WishesKnown()
    only = row["only_phone_id"]
    plain = {name: row[name] for name in ("channel", "needs_interpreter", "reads_little")}
    return WishesKnown(
        **plain,
        names_step=row["names_step"],
        languages=tuple(row["languages"]),
        days=tuple(row["days"]),
        never=tuple(row["never"]),
        call_from=_hour(row["call_from"]),
        call_until=_hour(row["call_until"]),
        only_phone_id=UUID(only) if only else None,
        noted_at=_moment(row["noted_at"]),
    )


def _mail(row: dict[str, Any]) -> MailKnown:
    """Turn what the database tells into where mail goes."""
    noted, broken = _moment(row["noted_at"]), _moment(row["broken_at"])
    assert noted
    return MailKnown(row["address"], noted, broken)


def known_of(actor: Actor, persons: Iterable[UUID]) -> list[Known]:
    """Tell how these people are reached, in one question; who is not seen is left out."""
    return [_known(person) for person in _reached(actor, persons=tuple(dict.fromkeys(persons)))]


@written_once
def _reached(actor: Actor, *, persons: tuple[UUID, ...]) -> QuerySet[Person, Any]:
    """Ask how these people are reached."""
    one = Subquery
    rows = (
        Person.objects.seen_by(actor)
        .filter(pk__in=persons)
        .select_related("controller")
        .annotate(
            is_adult=Exists(Custody.objects.seen_by(actor).filter(adult=OuterRef("pk"))),
            home=one(_rows(actor, Address, ADDRESS)[:1]),
            box=one(_rows(actor, Mailbox, MAIL)[:1]),
            wished=one(_rows(actor, Wishes, WISHES)[:1]),
            numbers=ArraySubquery(_rows(actor, Phone, PHONE)[:MOST_PHONES]),
        )
        .order_by("controller__name", "id")
    )
    return rows[:20]


def _known(person: Any) -> Known:
    """Turn one row into what is known."""
    home, box = person.home, person.box
    return Known(
        person=person,
        is_adult=person.is_adult,
        address=AddressKnown(**{**home, "noted_at": _moment(home["noted_at"])}) if home else None,
        mail=_mail(box) if box else None,
        phones=[PhoneKnown(**{**row, "id": UUID(row["id"])}) for row in person.numbers],
        wishes=_wishes(person.wished),
    )


def find_guardian(actor: Actor, enrolment: Enrolment, adult: UUID) -> UUID:
    """Find one adult who is with a pupil now, as far as this actor keeps them."""
    return the_one(_guardians(actor, child=enrolment.pupil_id, adult=adult), Custody.DoesNotExist)


@written_once
def _guardians(actor: Actor, *, child: UUID, adult: UUID) -> QuerySet[Custody, UUID]:
    """Ask for one adult who is with a pupil now."""
    rows = Custody.objects.seen_by(actor).filter(child=child, until=None, adult=adult)
    return rows.values_list("adult_id", flat=True)
