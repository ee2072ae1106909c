"""Reading what someone told, to tell it on or to take it back."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.models import Entry
from deelgenoot.contact.models import ContactMoment
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.people.models import Person
from deelgenoot.people.terms import Side


def someone(person: UUID, now: datetime) -> Actor | None:
    """Who told something, to act as them again; None when they are not here any more."""
    bare = Actor(None, (person,), Hat.WORK, now)
    with acting_as(bare):
        found = Person.objects.seen_by(bare).filter(pk=person).first()
    if found is None:
        return None
    hat = Hat.FAMILY if found.side == Side.FAMILY else Hat.WORK
    return replace(bare, account_id=found.account_id, hat=hat, name=found.first)


def told_by(actor: Actor, entry: UUID) -> Entry | None:
    """Find what this actor told."""
    rows = Entry.objects.seen_by(actor).filter(author__in=actor.persons, pk=entry)
    return rows.select_related("circle__pupil", "circle__school").first()


def tone_of(actor: Actor, entry: Entry) -> str:
    """Say what kind of contact it was; nothing for a note or an answer."""
    rows = ContactMoment.objects.seen_by(actor).filter(circle=entry.circle_id, entry=entry)
    return rows.values_list("tone", flat=True).first() or ""
