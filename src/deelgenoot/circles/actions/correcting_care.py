"""Deeds of an administrator who noted someone in care wrong: put it right, after calling again."""

from uuid import UUID

from django.db import IntegrityError, transaction

from deelgenoot.access.actions import action
from deelgenoot.circles.actions.care import Called, note_verification, require_called
from deelgenoot.circles.queries.alike import is_close, organisations_alike, someone_is_close
from deelgenoot.circles.queries.care import find_organisation, find_professional, seen_mark
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import (
    CareOrganisation,
    CareProfessional,
    School,
    Verification,
)
from deelgenoot.organisations.policy import may_keep_care
from deelgenoot.organisations.rules import ADDING_CARE, REGISTERED, AlikeAsked, RegistrationAsked
from deelgenoot.people.models import Controller, Person


@action(may_keep_care)
def correct_care_organisation(
    actor: Actor,
    school: School,
    *,
    organisation: UUID,
    called: Called,
    name: str,
    town: str,
    phone: str,
    site: str,
    register: str,
    number: str,
    seen: str,
) -> None:
    """Put right what a care organisation is called and how it is reached; its people show it.

    `seen` is the mark of what was shown; two at once are judged one after the other.
    """
    rows = CareOrganisation.objects.seen_by(actor).filter(pk=organisation)
    rows.select_for_update(of=("self",)).get()
    if _is_done(actor, called):
        return
    found = find_organisation(actor, organisation)
    close = someone_is_close(actor, organisation)
    require_called(called, close=close, unchanged=seen == seen_mark(found))
    REGISTERED.require(RegistrationAsked(register, number))
    alike = organisations_alike(actor, name=name, register=register, number=number)
    taken = any(line.id != organisation and line.surely for line in alike)
    ADDING_CARE.require(AlikeAsked(surely=taken, perhaps=False, another=False))
    try:
        with transaction.atomic():
            rows.update(town=town, phone=phone, site=site, register=register, number=number)
    except IntegrityError:  # a colleague noted this number a moment ago
        ADDING_CARE.require(AlikeAsked(surely=True, perhaps=False, another=False))
    Controller.objects.seen_by(actor).filter(pk=found.controller_id).update(name=name)
    people = CareProfessional.objects.seen_by(actor).filter(organisation=organisation)
    mine = Person.objects.seen_by(actor).filter(pk__in=people.values("person"))
    mine.update(workplace_name=name)
    note_verification(actor, school, called, found)


@action(may_keep_care)
def correct_care_professional(
    actor: Actor,
    school: School,
    *,
    professional: UUID,
    called: Called,
    first: str,
    rest: str,
    register: str,
    number: str,
    seen: str,
) -> None:
    """Put right how someone in care is called and registered, for all who see their name."""
    rows = CareProfessional.objects.seen_by(actor).filter(pk=professional)
    rows.select_for_update(of=("self",)).get()
    if _is_done(actor, called):
        return
    found = find_professional(actor, professional)
    unchanged = seen == seen_mark(found)
    require_called(called, close=is_close(found.person_id), unchanged=unchanged)
    REGISTERED.require(RegistrationAsked(register, number))
    rows.update(register=register, number=number)
    Person.objects.seen_by(actor).filter(pk=found.person_id).update(first=first, rest=rest)
    note_verification(actor, school, called, found.organisation, found)


def _is_done(actor: Actor, called: Called) -> bool:
    """Whether this is the second of a double click: the form was kept a moment ago."""
    return Verification.objects.seen_by(actor).filter(pk=called.once).exists()
