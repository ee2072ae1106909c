"""The care organisations of the demo story: a practice and a municipality, verified by school."""

from collections.abc import Callable
from uuid import UUID

from uuid_utils.compat import uuid7

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.care import (
    Called,
    add_care_organisation,
    add_care_professional,
)
from deelgenoot.demo.cast import BY_KEY
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School
from deelgenoot.organisations.terms import CareKind, Profession, Register
from deelgenoot.people.models import Person

PRACTICE = ("Praktijk De Linde", CareKind.PRACTICE, "026 000 00 10", Register.AGB, "00000010")
TOWN_HALL = ("Gemeente Rivierland", CareKind.MUNICIPALITY, "14 000", "", "")
PEOPLE = (
    (PRACTICE, "ellen", Profession.PSYCHOLOGIST, Register.BIG, "00000000010"),
    (TOWN_HALL, "hassan", Profession.ATTENDANCE_OFFICER, "", ""),
)


def tell_of_care(
    keeper: Actor, school: School, let_in: Callable[[Actor, School, Person, str], None]
) -> None:
    """Let the administrator add a psychologist and an attendance officer, and let them in."""
    for (name, kind, phone, listed, number), key, profession, register, own in PEOPLE:
        part = BY_KEY[key]
        with acting_as(keeper):
            works_at = add_care_organisation(
                keeper, school, called=_called(phone), name=name, kind=kind, town="Arnhem",
                phone=phone, site="", register=listed, number=number,
            )  # fmt: skip
            made = add_care_professional(
                keeper, school, organisation=works_at.pk, called=_called(phone), first=part.first,
                rest=part.name.partition(" ")[2], profession=profession, register=register,
                number=own, address=part.mail, since=keeper.now, until=None,
            )  # fmt: skip
        let_in(keeper, school, made.person, key)


def _called(phone: str) -> Called:
    """The number school called, found on the site of the organisation."""
    once: UUID = uuid7()
    return Called(once, phone, "op de eigen site van de organisatie")
