"""Deeds about a school: its first administrator."""

from uuid_utils.compat import uuid7

from deelgenoot.access.actions import action
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Appointment, School
from deelgenoot.organisations.policy import may_set_up_school
from deelgenoot.organisations.terms import Function, Region
from deelgenoot.people.models import Person
from deelgenoot.people.terms import Side


@action(may_set_up_school)
def add_administrator(actor: Actor, school: School, *, first: str, rest: str) -> Person:
    """Give a school its administrator: may add and invite people, reads no circle."""
    person = Person.objects.create(
        controller_id=school.board_id,
        side=Side.WORK,
        first=first,
        rest=rest,
        workplace=school.pk,
        workplace_name=school.name,
    )
    Appointment.objects.create(
        school=school,
        person=person,
        function=Function.ADMINISTRATOR,
        key=str(uuid7()),
        since=actor.now,
    )
    return person


@action(may_set_up_school)
def set_phone(actor: Actor, school: School, *, phone: str) -> None:
    """Say on which number families reach the school."""
    School.objects.seen_by(actor).filter(pk=school.pk).update(phone=phone)


@action(may_set_up_school)
def set_region(actor: Actor, school: School, *, region: Region) -> None:
    """Say which holidays a school keeps; what is promised in school days skips them."""
    School.objects.seen_by(actor).filter(pk=school.pk).update(region=region)


@action(may_set_up_school)
def set_days(actor: Actor, school: School, *, key: str, days: list[int]) -> None:
    """Say on which days a colleague is there; 0 is Monday."""
    Appointment.objects.seen_by(actor).filter(school=school, key=key).update(days=days)
