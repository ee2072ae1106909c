"""Read which adults are known around a school's pupils, to compare a list of parents with."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from deelgenoot.access.rows import ask_database
from deelgenoot.exchange.guardians.columns import Column, Tells, Whose
from deelgenoot.exchange.models import ColumnTold, Delivery
from deelgenoot.exchange.terms import Source
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Enrolment, School
from deelgenoot.people.addresses import Address, Phone, Wishes
from deelgenoot.people.models import Custody, Mailbox

ADDRESS = ("street", "number", "addition", "postcode", "town", "country")


class Pupil(NamedTuple):
    """A pupil of the school: still here or not, and whether who reads may keep their people."""

    enrolment: UUID
    child: UUID
    first: str
    rest: str
    born_on: date | None
    account: UUID | None
    is_here: bool
    kept: bool

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.first} {self.rest}".strip()


@dataclass(slots=True)
class Adult:
    """An adult around one child; `planned` is one that the list itself brings.

    `running`: something ties them now. `never_began`: all that tied them was taken back.
    """

    person: UUID
    first: str
    rest: str
    mail: str
    account: UUID | None = None
    running: bool = True
    never_began: bool = False
    planned: bool = False


@dataclass(slots=True)
class Family:
    """What stands here now of a school's pupils and the adults around them."""

    pupils: dict[str, Pupil] = field(default_factory=dict)
    adults: dict[UUID, list[Adult]] = field(default_factory=dict)
    mails: dict[UUID, tuple[UUID, str, datetime]] = field(default_factory=dict)
    phones: dict[UUID, set[str]] = field(default_factory=dict)
    addresses: dict[UUID, tuple[Any, ...]] = field(default_factory=dict)
    wished: set[UUID] = field(default_factory=set)
    lists: set[datetime] = field(default_factory=set)


def family_of(actor: Actor, school: School) -> Family:
    """Read what stands here, in a fixed number of questions."""
    stands = Family(pupils=_pupils(actor, school))
    people = _read_adults(actor, stands)
    boxes = Mailbox.objects.seen_by(actor).filter(person__in=people)
    for box in boxes:
        stands.mails[box.person_id] = (box.pk, box.address, box.noted_at)
    phones = Phone.objects.seen_by(actor).filter(person__in=people)
    for person, number in phones.values_list("person_id", "number"):
        stands.phones.setdefault(person, set()).add(number)
    homes = Address.objects.seen_by(actor).filter(person__in=people)
    for person, *home in homes.values_list("person_id", "id", *ADDRESS, "noted_at"):
        stands.addresses[person] = tuple(home)
    wishes = Wishes.objects.seen_by(actor).filter(person__in=people)
    stands.wished = set(wishes.values_list("person_id", flat=True))
    for around in stands.adults.values():
        for adult in around:
            adult.mail = stands.mails.get(adult.person, (None, ""))[1]
    done = Delivery.objects.seen_by(actor).filter(school=school, source=Source.GUARDIANS)
    moments = done.exclude(done_at=None).values_list("done_at", flat=True)
    stands.lists = {moment for moment in moments if moment}
    return stands


def _pupils(actor: Actor, school: School) -> dict[str, Pupil]:
    """Read who is or was a pupil, by the number in the school's own administration."""
    kept = {row[0] for row in ask_database("deelgenoot_pupils_i_administer")}
    rows = Enrolment.objects.seen_by(actor).filter(school=school)
    found = {}
    for row in rows.select_related("pupil"):
        is_here = row.until is None or row.until > actor.now
        who = row.pupil
        facts = (who.first, who.rest, who.born_on, who.account_id)
        found[row.key] = Pupil(row.pk, who.pk, *facts, is_here, who.pk in kept)
    return found


def _read_adults(actor: Actor, stands: Family) -> set[UUID]:
    """Read who is or was tied to these children."""
    children = {pupil.child for pupil in stands.pupils.values()}
    rows: QuerySet[Any] = Custody.objects.seen_by(actor).filter(child__in=children)
    rows = rows.order_by("since", "id")
    facts = ("adult_id", "adult__first", "adult__rest", "adult__account_id", "since", "until")
    found: dict[tuple[UUID, UUID], Adult] = {}
    for child, person, first, rest, account, since, until in rows.values_list("child_id", *facts):
        none = until is not None and until <= since
        if (child, person) not in found:
            adult = Adult(person, first, rest, "", account, running=False, never_began=True)
            found[child, person] = adult
            stands.adults.setdefault(child, []).append(adult)
        known = found[child, person]
        known.running = known.running or until is None or until > actor.now
        known.never_began = known.never_began and none
    return {person for _child, person in found}


def columns_told(actor: Actor, school: School) -> dict[str, Column | None]:
    """What this school said before about the headers of its own lists."""
    rows = ColumnTold.objects.seen_by(actor).filter(school=school)
    return {
        row.header: Column(Whose(row.whose), Tells(row.tells), row.nth) if row.tells else None
        for row in rows
    }
