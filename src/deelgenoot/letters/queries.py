"""Reading what a code on paper needs: whom it is for, where they live, how far they are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from deelgenoot.access.rows import ask_database
from deelgenoot.circles.models import Circle, Invitation, Membership
from deelgenoot.circles.terms import Capacity
from deelgenoot.kernel.actor import Actor
from deelgenoot.letters.rules import CodeAsked
from deelgenoot.organisations.models import Enrolment
from deelgenoot.people.addresses import Address, Wishes
from deelgenoot.people.models import Custody, Person
from deelgenoot.people.terms import Channel
from deelgenoot.ui.paper import address_lines

HOME = ("street", "number", "addition", "postcode", "town", "country")
FAMILY = (Capacity.PUPIL, Capacity.PARENT, Capacity.CARER)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Someone a code on paper may be made for, with what decides whether it may."""

    person: Person
    asked: CodeAsked
    lines: tuple[str, ...]
    language: str
    made_at: datetime | None = None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Someone who came in with a code, or not yet, and whether they showed who they are."""

    person: UUID
    name: str
    label: str
    new: bool


def addressee(actor: Actor, enrolment: Enrolment, person: UUID) -> Addressee:
    """Find one person around a pupil, where a letter goes, and what decides whether one may."""
    tied = Custody.objects.seen_by(actor).filter(
        child=enrolment.pupil, adult=OuterRef("pk"), until=None
    )
    home = Address.objects.seen_by(actor).filter(person=OuterRef("pk"))
    wishes = Wishes.objects.seen_by(actor).filter(person=OuterRef("pk"))
    code = Invitation.objects.seen_by(actor).filter(person=OuterRef("pk")).order_by("-made_at")
    found = (
        Person.objects.seen_by(actor)
        .filter(Q(Exists(tied)) | Q(pk=enrolment.pupil_id), pk=person)
        .annotate(
            home=Subquery(home.values(row=JSONObject(**{name: name for name in HOME}))[:1]),
            wishes=Subquery(wishes.values(row=JSONObject(never="never", speaks="languages"))[:1]),
            made_at=Subquery(code.values("made_at")[:1]),
            paused_at=Subquery(code.values("paused_at")[:1]),
        )
        .get()
    )
    return _addressee(found, enrolment)


def _addressee(found: Any, enrolment: Enrolment) -> Addressee:
    """Turn a row into what is shown and judged."""
    wishes = found.wishes or {"never": [], "speaks": []}
    asked = CodeAsked(
        by_letter=True,
        born_known=enrolment.pupil.born_on is not None,
        is_pupil=found.pk == enrolment.pupil_id,
        has_account=found.account_id is not None,
        wants_no_letters=Channel.LETTER in wishes["never"],
        has_address=found.home is not None,
    )
    language = next((code for code in (*wishes["speaks"], found.language) if code), "nl")
    lines = address_lines(found.name, found.home)
    return Addressee(found, asked, lines, language, found.made_at, bool(found.paused_at))


def whom_to_call(enrolment: Enrolment) -> str:
    """Name the contact person of a pupil for on a letter; empty when there is none yet."""
    rows = ask_database("deelgenoot_contact_person_of", enrolment.pk)
    return str(rows[0][0]) if rows else ""


def newcomers(actor: Actor, circle: Circle) -> list[Newcomer]:
    """List the family in a circle, with who has yet to show who they are."""
    rows = (
        Membership.objects.seen_by(actor)
        .filter(circle=circle, capacity__in=FAMILY, until=None)
        .select_related("person")
        .order_by("since", "id")
    )
    found = {row.person_id: row for row in rows[:20]}
    return [
        Newcomer(
            row.person_id,
            row.person.name,
            str(Capacity(row.capacity).label),
            row.person.account_id is not None and row.person.proven_at is None,
        )
        for row in found.values()
    ]


def mail_known_before(person: UUID) -> bool:
    """Whether school had a mail address of this newcomer alone before it made the code."""
    return bool(ask_database("deelgenoot_mail_known_before", person)[0][0])


def newcomer(actor: Actor) -> Person:
    """Find the newcomer who acts."""
    return Person.objects.seen_by(actor).get(pk=actor.person_id)
