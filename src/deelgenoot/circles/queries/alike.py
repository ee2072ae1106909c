"""Who in care is there already, or is oneself: asked before someone is added or verified."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from deelgenoot.access.rows import ask_database
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import CareOrganisation, CareProfessional
from deelgenoot.organisations.terms import Profession, Register
from deelgenoot.people.accounts import find_account
from deelgenoot.people.models import Mailbox, Person

MOST = 300


@dataclass(frozen=True, slots=True)
class AlikeLine:
    """Who is there already with the same name, number or mail address."""

    name: str
    told: str
    url_name: str = ""
    id: UUID | None = None
    surely: bool = False


def is_close(person: UUID) -> bool:
    """Whether someone is oneself, or shares a child with who acts."""
    return bool(ask_database("deelgenoot_is_close_to_me", person)[0][0])


def someone_is_close(actor: Actor, organisation: UUID) -> bool:
    """Whether oneself, or who shares a child, works at this care organisation."""
    rows = CareProfessional.objects.seen_by(actor).filter(organisation=organisation)
    return any(is_close(person) for person in rows.values_list("person", flat=True)[:MOST])


def is_my_own_mail(actor: Actor, address: str) -> bool:
    """Whether who acts signs in with this mail address, or gets mail there."""
    mine = Mailbox.objects.seen_by(actor).filter(person__in=actor.persons)
    found = find_account(address)
    signs_in = found is not None and found.pk == actor.account_id
    return signs_in or mine.filter(address__iexact=address).exists()


def _plain(name: str) -> str:
    """A name without what is written now one way and then another."""
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def organisations_alike(actor: Actor, *, name: str, register: str, number: str) -> list[AlikeLine]:
    """List the care organisations with this number, or with this name."""
    rows = CareOrganisation.objects.seen_by(actor).order_by("controller__name", "id")
    told = rows.values_list("id", "controller__name", "town", "register", "number")[:MOST]
    found = []
    for id_, known, town, listed, has in told:
        same = bool(number) and (listed, has) == (register, number)
        if same or _plain(known) == _plain(name):
            words = f"{town} · {Register(listed).label} {has}" if has else town
            found.append(AlikeLine(known, words, "circles:care_organisation", id_, same))
    return found


def people_alike(
    actor: Actor, organisation: CareOrganisation, *, name: str, address: str
) -> list[AlikeLine]:
    """List who has this mail address already, and who of the organisation has this name."""
    boxes = Mailbox.objects.seen_by(actor).filter(address__iexact=address)
    with_mail = set(boxes.values_list("person", flat=True))
    care = CareProfessional.objects.seen_by(actor).filter(
        Q(person__in=with_mail) | Q(organisation=organisation)
    )
    found, in_care = [], set()
    for row in care.select_related("person", "organisation__controller").order_by("id")[:MOST]:
        has_mail = row.person_id in with_mail
        in_care.add(row.person_id)
        if has_mail or _plain(row.person.name) == _plain(name):
            label = f"{Profession(row.profession).label} · {row.organisation.controller.name}"
            surely = has_mail and row.organisation_id == organisation.pk
            found.append(
                AlikeLine(row.person.name, label, "circles:care_professional", row.pk, surely)
            )
    others = Person.objects.seen_by(actor).filter(pk__in=with_mail - in_care).order_by("id")
    return found + [AlikeLine(person.name, person.workplace_name) for person in others]
