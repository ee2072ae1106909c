"""Deeds of an administrator about care organisations: add, verify, verify again, end."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Greatest

from deelgenoot.access.actions import action
from deelgenoot.circles.models import Invitation
from deelgenoot.circles.queries.alike import (
    AlikeLine,
    is_close,
    is_my_own_mail,
    organisations_alike,
    people_alike,
    someone_is_close,
)
from deelgenoot.circles.queries.care import find_organisation, find_professional, is_over
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import (
    CareOrganisation,
    CareProfessional,
    School,
    Verification,
)
from deelgenoot.organisations.policy import may_keep_care
from deelgenoot.organisations.rules import (
    ADDING_CARE,
    REGISTERED,
    SPANNING,
    VERIFYING,
    AlikeAsked,
    RegistrationAsked,
    TaskAsked,
    VerificationAsked,
)
from deelgenoot.organisations.terms import CareKind
from deelgenoot.people.models import Controller, Mailbox, Person
from deelgenoot.people.terms import ControllerKind, Side


@dataclass(frozen=True, slots=True)
class Called:
    """How school verified: the number that was called and where it was found.

    `once` is made with the form, so that two taps are one verification.
    """

    once: UUID
    number: str
    found: str


@action(may_keep_care)
def add_care_organisation(
    actor: Actor,
    school: School,
    *,
    called: Called,
    name: str,
    kind: str,
    town: str,
    phone: str,
    site: str,
    register: str,
    number: str,
    another: bool = False,
) -> CareOrganisation:
    """Add a care organisation the school has verified; two taps add one."""
    require_called(called)
    REGISTERED.require(RegistrationAsked(register, number))
    made = CareOrganisation.objects.seen_by(actor).filter(pk=called.once).first()
    if made:
        return made
    alike = organisations_alike(actor, name=name, register=register, number=number)
    _require_not_alike(alike, another=another)
    held = ControllerKind.MUNICIPALITY if kind == CareKind.MUNICIPALITY else ControllerKind.CARE
    try:
        with transaction.atomic():
            controller = Controller.objects.create(id=called.once, name=name, kind=held)
            made = CareOrganisation.objects.create(
                id=called.once, board_id=school.board_id, controller=controller, kind=kind,
                town=town, phone=phone, site=site, register=register, number=number,
            )  # fmt: skip
    except IntegrityError:  # the second of a double click, or a colleague with the same number
        return CareOrganisation.objects.seen_by(actor).get(
            Q(pk=called.once) | Q(register=register, number=number) & ~Q(number="")
        )
    note_verification(actor, school, called, made)
    return made


@action(may_keep_care)
def add_care_professional(
    actor: Actor,
    school: School,
    *,
    organisation: UUID,
    called: Called,
    first: str,
    rest: str,
    profession: str,
    register: str,
    number: str,
    address: str,
    since: datetime,
    until: datetime | None,
    another: bool = False,
) -> CareProfessional:
    """Add someone of a care organisation whom the school has verified; two taps add one."""
    works_at = find_organisation(actor, organisation)
    require_called(
        called, close=is_my_own_mail(actor, address), works_with=not is_over(works_at, actor.now)
    )
    REGISTERED.require(RegistrationAsked(register, number))
    SPANNING.require(TaskAsked(since=since, until=until))
    made = CareProfessional.objects.seen_by(actor).filter(pk=called.once).first()
    if made:
        return made
    alike = people_alike(actor, works_at, name=f"{first} {rest}", address=address)
    _require_not_alike(alike, another=another)
    try:
        with transaction.atomic():
            person = _add_person(works_at, called.once, first, rest)
            made = CareProfessional.objects.create(
                id=called.once, organisation=works_at, person=person,
                profession=profession, register=register, number=number, since=since, until=until,
            )  # fmt: skip
            Mailbox.objects.create(person=person, address=address, noted_at=actor.now)
    except IntegrityError:  # the second of a double click
        return find_professional(actor, called.once)
    note_verification(actor, school, called, works_at, made)
    return made


def _add_person(works_at: CareOrganisation, id_: UUID, first: str, rest: str) -> Person:
    """Write who someone is at their care organisation, apart from who they are elsewhere."""
    return Person.objects.create(
        id=id_,
        controller_id=works_at.controller_id,
        side=Side.WORK,
        first=first,
        rest=rest,
        workplace=works_at.pk,
        workplace_name=works_at.controller.name,
    )


@action(may_keep_care)
def verify_care_organisation(
    actor: Actor, school: School, *, organisation: UUID, called: Called, unchanged: bool = True
) -> Verification:
    """Note that a care organisation was verified again; who was ended is worked with again."""
    rows = CareOrganisation.objects.seen_by(actor).select_for_update(of=("self",))
    found = rows.get(pk=organisation)
    close = someone_is_close(actor, organisation)
    require_called(called, close=close, unchanged=unchanged)
    CareOrganisation.objects.seen_by(actor).filter(pk=found.pk).update(until=None)
    return note_verification(actor, school, called, found)


@action(may_keep_care)
def verify_care_professional(
    actor: Actor,
    school: School,
    *,
    professional: UUID,
    called: Called,
    until: datetime | None,
    unchanged: bool = True,
) -> Verification:
    """Note that someone was verified again, and until when; who was ended comes in again."""
    rows = CareProfessional.objects.seen_by(actor).select_for_update(of=("self",))
    found = rows.select_related("organisation").get(pk=professional)
    works_with = not is_over(found.organisation, actor.now)
    close = is_close(found.person_id)
    require_called(called, close=close, unchanged=unchanged, works_with=works_with)
    since = actor.now if is_over(found, actor.now) else found.since
    SPANNING.require(TaskAsked(since=max(since, actor.now), until=until))
    found_again = CareProfessional.objects.seen_by(actor).filter(pk=found.pk)
    found_again.update(since=since, until=until)
    return note_verification(actor, school, called, found.organisation, found)


@action(may_keep_care)
def end_care_professional(actor: Actor, school: School, *, professional: UUID) -> None:
    """Let someone's period end now: the working hat is gone at once, and so is an open code."""
    _end(actor, Q(pk=professional))


@action(may_keep_care)
def end_care_organisation(actor: Actor, school: School, *, organisation: UUID) -> None:
    """Stop working with a care organisation: its people lose their working hats at once."""
    rows = CareOrganisation.objects.seen_by(actor).filter(pk=organisation)
    rows.filter(Q(until=None) | Q(until__gt=actor.now)).update(until=actor.now)
    _end(actor, Q(organisation=organisation))


def _end(actor: Actor, which: Q) -> None:
    """End periods that run or are to come, and close the codes that wait."""
    rows = CareProfessional.objects.seen_by(actor).filter(which)
    people = list(rows.values_list("person", flat=True))
    running = rows.filter(Q(until=None) | Q(until__gt=actor.now))
    running.update(until=Greatest("since", actor.now))
    codes = Invitation.objects.seen_by(actor).filter(person__in=people, used_at=None)
    codes.filter(expires_at__gt=actor.now).update(expires_at=actor.now)


def require_called(called: Called, **facts: bool) -> None:
    """Ask the rules for a verification."""
    VERIFYING.require(VerificationAsked(called.number, called.found, **facts))


def _require_not_alike(alike: list[AlikeLine], *, another: bool) -> None:
    """Ask the rules whether this is someone who is there already."""
    surely = any(line.surely for line in alike)
    perhaps = bool(alike) and not surely
    ADDING_CARE.require(AlikeAsked(surely=surely, perhaps=perhaps, another=another))


def note_verification(
    actor: Actor,
    school: School,
    called: Called,
    organisation: CareOrganisation,
    professional: CareProfessional | None = None,
) -> Verification:
    """Write the verification; the same form sent twice is one."""
    made = Verification(
        id=called.once,
        organisation=organisation,
        professional=professional,
        school=school,
        called=called.number,
        found=called.found,
        at=actor.now,
        noted_by=actor.person_id,
    )
    try:
        with transaction.atomic():
            Verification.objects.create_many([made])
    except IntegrityError:
        pass  # the second of a double click
    return made
