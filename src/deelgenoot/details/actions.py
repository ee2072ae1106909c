"""Deeds about how someone is reached: by whose details they are, or who keeps them at school."""

from datetime import datetime, time
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model

from deelgenoot.access.actions import action
from deelgenoot.circles.queries.keeping import still_open
from deelgenoot.details.policy import may_keep_details
from deelgenoot.details.rules import (
    CALLING,
    HOURS,
    LIVING,
    SAVING,
    TAKING_OUT,
    AddressTyped,
    FormOpened,
    HoursTyped,
    NumberTakenOut,
    NumberTyped,
    narrow,
    plain,
    read_number,
    read_postcode,
)
from deelgenoot.kernel.actor import Actor
from deelgenoot.people.addresses import Address, Phone, Wishes
from deelgenoot.people.models import Custody, Mailbox, Person
from deelgenoot.people.terms import Side

Row = TypeVar("Row", bound=Model)


def _keep(
    model: type[Row], actor: Actor, person: Person, known: datetime | None, values: dict[str, Any]
) -> Row:
    """Keep the one row a person has in a table, if it still is as the form knew it."""
    still_open(actor, person.pk)
    rows = model.objects.seen_by(actor).filter(person=person)  # type: ignore[attr-defined]
    found: Row | None = rows.select_for_update().first()
    SAVING.require(FormOpened(known, getattr(found, "noted_at", None)))
    values = {**values, "noted_at": actor.now}
    if found is not None:
        rows.update(**values)
        return found
    try:
        with transaction.atomic():
            made: Row = model.objects.create(person=person, **values)  # type: ignore[attr-defined]
            return made
    except IntegrityError:  # someone else was first, between the look and the writing
        SAVING.require(FormOpened(known, actor.now))
        raise


@action(may_keep_details)
def keep_address(
    actor: Actor,
    person: Person,
    *,
    street: str,
    number: str,
    addition: str,
    postcode: str,
    town: str,
    country: str,
    known: datetime | None,
) -> Address:
    """Keep where an adult lives; no one of another home is told."""
    adult = Custody.objects.seen_by(actor).filter(adult=person)
    child = person.side == Side.FAMILY and not adult.exists()
    LIVING.require(AddressTyped(postcode, number, country, of_a_child=child))
    values = {"street": plain(street), "number": narrow(number), "addition": plain(addition)}
    code = read_postcode(postcode, country=country)
    values |= {"postcode": code, "town": plain(town), "country": country}
    return _keep(Address, actor, person, known, values)


@action(may_keep_details)
def forget_address(actor: Actor, person: Person) -> None:
    """Take out where someone lives."""
    Address.objects.seen_by(actor).filter(person=person).delete()


@action(may_keep_details)
def keep_mail(actor: Actor, person: Person, *, address: str, known: datetime | None) -> Mailbox:
    """Keep where mail reaches someone."""
    return _keep(Mailbox, actor, person, known, {"address": address, "broken_at": None})


@action(may_keep_details)
def add_phone(actor: Actor, person: Person, *, number: str, label: str) -> Phone:
    """Add a number; the same number twice is one row, with the last label."""
    CALLING.require(NumberTyped(number))
    still_open(actor, person.pk)
    read = read_number(number)
    assert read
    said = plain(label)
    rows = Phone.objects.seen_by(actor).filter(person=person, number=read.e164)
    if not rows.update(label=said, kind=read.kind, noted_at=actor.now):
        try:
            with transaction.atomic():
                return Phone.objects.create(
                    person=person,
                    number=read.e164,
                    kind=read.kind,
                    label=said,
                    noted_at=actor.now,
                )
        except IntegrityError:  # the button was pressed twice
            rows.update(label=said)
    return rows.get()


@action(may_keep_details)
def take_out_phone(actor: Actor, person: Person, *, phone: UUID) -> None:
    """Take out a number; the only one that is safe stays."""
    safe = Wishes.objects.seen_by(actor).filter(person=person, only_phone=phone)
    TAKING_OUT.require(NumberTakenOut(only_safe=safe.exists()))
    Phone.objects.seen_by(actor).filter(person=person, pk=phone).delete()


@action(may_keep_details)
def keep_wishes(
    actor: Actor,
    person: Person,
    *,
    channel: str,
    languages: list[str],
    needs_interpreter: bool,
    reads_little: bool,
    names_step: bool,
    known: datetime | None,
) -> Wishes:
    """Keep how and in which language someone wants to be reached."""
    values = {
        "channel": channel,
        "languages": languages,
        "needs_interpreter": needs_interpreter,
        "reads_little": reads_little,
        "names_step": names_step,
    }
    return _keep(Wishes, actor, person, known, values)


@action(may_keep_details)
def keep_safe(
    actor: Actor,
    person: Person,
    *,
    only_phone: UUID | None,
    never: list[str],
    days: list[int],
    call_from: time | None,
    call_until: time | None,
    known: datetime | None,
) -> Wishes:
    """Keep what is safe: which number, what never, and when school may call."""
    HOURS.require(HoursTyped(call_from, call_until))
    phone = None
    if only_phone:
        phone = Phone.objects.seen_by(actor).filter(person=person).get(pk=only_phone)
    values: dict[str, Any] = {"only_phone": phone, "never": never, "days": days}
    values |= {"call_from": call_from, "call_until": call_until}
    return _keep(Wishes, actor, person, known, values)
